import Configuration
import Foundation
import Testing

@Suite struct SettingFileTests {
    @Test func readsTheFileAVariableNames() throws {
        try withFile("s3cret\n") { path throws in
            let settings = Settings(environment: ["PASSWORD_FILE": path, "PASSWORD": ""])
            #expect(try settings.secret("PASSWORD").revealed == "s3cret")
            #expect(try settings.string("PASSWORD", default: "other") == "s3cret")
        }
    }

    @Test func readsAnyTypeFromAFile() throws {
        try withFile(" 8080 \n") { path throws in
            #expect(try Settings(environment: ["PORT_FILE": path]).int("PORT", in: 1...65535) == 8080)
        }
    }

    @Test func refusesVariableAndFileAtOnce() throws {
        try withFile("one") { path in
            #expect(throws: ConfigurationError(name: "PASSWORD", rule: "and PASSWORD_FILE must not both be set")) {
                try Settings(environment: ["PASSWORD": "two", "PASSWORD_FILE": path]).secret("PASSWORD")
            }
        }
    }

    @Test(arguments: ["/nowhere/secret", "/"]) func namesAFileItCannotRead(path: String) {
        #expect(throws: ConfigurationError(name: "PASSWORD_FILE", rule: "must name a readable file")) {
            try Settings(environment: ["PASSWORD_FILE": path]).optionalSecret("PASSWORD")
        }
    }

    @Test func refusesAnEmptyFile() throws {
        try withFile(" \n") { path in
            #expect(throws: ConfigurationError(name: "PASSWORD_FILE", rule: "must name a file that is not empty")) {
                try Settings(environment: ["PASSWORD_FILE": path]).optionalSecret("PASSWORD")
            }
        }
    }

    @Test func refusesAFileThatIsNoText() throws {
        try withFile(bytes: [0xFF, 0xFE, 0x00]) { path in
            #expect(throws: ConfigurationError(name: "PASSWORD_FILE", rule: "must name a file of UTF-8 text")) {
                try Settings(environment: ["PASSWORD_FILE": path]).secret("PASSWORD")
            }
        }
    }

    @Test func readsNoMoreThanASettingCanBe() throws {
        try withFile(bytes: Array(repeating: 0x61, count: 65_537)) { path in
            #expect(throws: ConfigurationError(name: "PASSWORD_FILE", rule: "must name a file of at most 65536 bytes")) {
                try Settings(environment: ["PASSWORD_FILE": path]).secret("PASSWORD")
            }
        }
    }

    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        try withFile(bytes: Array(text.utf8), body)
    }

    private func withFile(bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("setting-\(UUID())")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try body(file.path)
    }
}
