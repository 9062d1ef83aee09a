import Contracts
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import Notifications

/// What tests of templates have at hand: a service, its templates by way of HTTP, and a mailbox.
protocol TemplateDesk {}

/// A mail as Python's own parser reads it.
struct ReadMail: Decodable {
    let subject, from, to, html, text: String
    let defects: [String]
}

extension TemplateDesk {
    static var path: String { "/v1/templates/default/confirmation/email/en" }
    static var content: TemplateContent {
        TemplateContent(subject: "Yours on {{start | date}}", html: "<p>Dear {{customer.name}}, {{price | money}}</p>", layout: "letter")
    }

    func withNotifications(
        smtp: String = "smtp://127.0.0.1:1", more: [String: String] = [:], _ body: (TestService<NotificationsService>, String) async throws -> Void
    ) async throws {
        let settings = [
            "PITCREW_SMTP_URL": smtp, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_CODE_SECRET": String(repeating: "c",
            count: 32),
        ]
        try await withService(NotificationsService.self, settings: settings.merging(more) { $1 }) { service in
            try await body(service, try service.token(scopes: ["campaigns", "customers"], subject: "maria"))
        }
    }

    func put(
        _ service: TestService<NotificationsService>, _ content: TemplateContent, at path: String = path, token: String, match: String? = nil
    ) async throws -> OutboundResponse {
        try await service.send(.put, path + "/draft", body: content, token: token, headers: match.map { [("If-Match", "\"\($0)\"")] } ?? [])
    }

    @discardableResult
    func publish(
        _ service: TestService<NotificationsService>, _ content: TemplateContent = content, at path: String = path, token: String
    ) async throws -> TemplateView {
        let saved = try await put(service, content, at: path, token: token)
        #expect(saved.status == 200, "\(saved.json)")
        return try await service.post(path + "/publication", token: token).decoded()
    }

    func booked(_ locale: String = "en", workshop: UUID? = nil) -> AppointmentState {
        var state = AppointmentState.example
        (state.id, state.version, state.status, state.channel, state.customer.locale) = (UUID(), 1, .booked, .web, locale)
        if let workshop { state.workshop.id = workshop }
        state.start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 10 * 86_400).rounded())
        return state
    }

    /// The mail to one address, as Python's own parser reads it.
    func mail(_ mailbox: Mailbox, where isWanted: (ReadMail) -> Bool) async throws -> ReadMail {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/template_peer.py").path
        return try await PythonPeer.with(script) { peer in
            for name in try mailbox.mails() {
                let question: JSONValue = ["do": "mail", "path": .string(mailbox.folder.appending(path: name).path)]
                let mail = try JSONCoding.decode(ReadMail.self, from: Array(try await peer.ask(try JSONCoding.text(question)).utf8))
                if isWanted(mail) { return mail }
            }
            throw NothingToSay(kind: .confirmation, channel: .email)
        }
    }

    func confirm(_ service: TestService<NotificationsService>, _ state: AppointmentState) async throws {
        try await service.publish(.appointmentCreated, subject: state.id, payload: state)
        _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.appointmentId == state.id }
    }
}
