import Configuration
import Foundation
import Outbound
import Testing

@Suite struct SMTPConfigurationTests {
    func configuration(_ environment: [String: String]) throws -> SMTPConfiguration {
        try SMTPConfiguration(settings: Settings(environment: environment))
    }

    @Test(arguments: [
        ("smtp://mail.example:587", SMTPConfiguration.TLS.required), ("smtp://127.0.0.1:25", .opportunistic),
        ("smtp://localhost", .opportunistic), ("smtp://[::1]:25", .opportunistic), ("smtp://127.example:25", .required),
    ])
    func encryptionIsRequiredBeyondThisMachine(url: String, tls: SMTPConfiguration.TLS) throws {
        #expect(try configuration(["PITCREW_SMTP_URL": url]).tls == tls)
        #expect(try configuration(["PITCREW_SMTP_URL": url, "PITCREW_SMTP_TLS": "none"]).tls == .none)
    }

    @Test(arguments: [
        [:], ["PITCREW_SMTP_URL": "http://mail.example"],
        ["PITCREW_SMTP_URL": "smtp://mail.example", "PITCREW_SMTP_TLS": "maybe"],
        ["PITCREW_SMTP_URL": "smtp://mail.example", "PITCREW_SMTP_USERNAME": "u"],
        ["PITCREW_SMTP_URL": "smtp://mail.example", "PITCREW_SMTP_PASSWORD": "p"],
        [
            "PITCREW_SMTP_URL": "smtp://mail.example", "PITCREW_SMTP_TLS": "none", "PITCREW_SMTP_USERNAME": "u",
            "PITCREW_SMTP_PASSWORD": "p",
        ],
        ["PITCREW_SMTP_URL": "smtp://mail.example", "PITCREW_SMTP_HELLO": "a\r\nb"],
    ])
    func refuses(environment: [String: String]) {
        #expect(throws: ConfigurationError.self) { try configuration(environment) }
    }

    @Test func readsCredentials() throws {
        let configuration = try configuration([
            "PITCREW_SMTP_URL": "smtps://mail.example", "PITCREW_SMTP_USERNAME": "u", "PITCREW_SMTP_PASSWORD": "p",
        ])
        #expect(configuration.username == "u")
        #expect(configuration.password?.revealed == "p")
        #expect(!"\(configuration)".contains("revealed"))
    }
}
