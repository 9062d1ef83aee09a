import Contracts
import Foundation
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(2))) struct ContactAPITests {
    @Test func onlyWhoMaySeeCustomersSeesAndSets() async throws {
        try await ContactDesk.with { desk in
            let paths = ["/v1/contact-decisions?customerId=\(desk.ada.text)", "/v1/contact-preferences/\(desk.ada.text)"]
            let others = try desk.service.token(scopes: ["campaigns", "jobs", "own"])
            for path in paths {
                #expect(try await desk.service.get(path).status == 401)
                #expect(try await desk.service.get(path, token: others).status == 403)
                #expect(try await desk.service.get(path, token: desk.token()).status == 200)
            }
            let body = ContactPreferences(zone: "Asia/Dubai")
            #expect(try await desk.service.send(.put, paths[1], body: body, token: others).status == 403)
            #expect(try await desk.service.send(.put, paths[1], body: body).status == 401)
        }
    }

    private static let rows: [(ContactPreferences, String)] = [
        (ContactPreferences(zone: "Mars/Olympus"), "zone"), (ContactPreferences(quietFrom: "22:00"), "quietUntil"),
        (ContactPreferences(quietUntil: "07:00"), "quietFrom"), (ContactPreferences(quietFrom: "25:00", quietUntil: "07:00"), "quietFrom"),
        (ContactPreferences(quietFrom: "07:00", quietUntil: "07:00"), "quietUntil"),
    ]

    @Test func whatIsWrongIsToldByFieldAndWhatIsRightIsKept() async throws {
        try await ContactDesk.with { desk in
            let path = "/v1/contact-preferences/\(desk.ada.text)"
            for (body, field) in Self.rows {
                let answer = try await desk.service.send(.put, path, body: body, token: desk.token())
                #expect(answer.status == 422)
                #expect(String(decoding: answer.body, as: UTF8.self).contains("\"field\":\"\(field)\""), "\(answer.json)")
            }
            let wanted = ContactPreferences(zone: "Asia/Dubai", quietFrom: "22:00", quietUntil: "07:00", pausedUntil: desk.clock.now() + 60)
            try await desk.put(wanted)
            let kept = try await desk.service.get(path, token: desk.token()).decoded(ContactPreferencesView.self)
            #expect(kept.preferences == wanted && kept.consents.isEmpty)
            try await desk.put(ContactPreferences())
            #expect(try await desk.service.get(path, token: desk.token()).decoded(ContactPreferencesView.self).preferences == ContactPreferences())
        }
    }

    @Test func decisionsAreReadFromTheLatestOn() async throws {
        try await ContactDesk.with { desk in
            for number in 0..<5 {
                let wish = ContactWish(
                    message: UUID(high: 5, low: UInt64(number)), kind: .reminder, person: desk.ada, channel: .email, address: "ada@customer.example"
                )
                try await desk.service.database.withTransaction { transaction in
                    let at = desk.clock.now() + Double(number)
                    try await DecisionStore.note(wish, .allowed, .yes(.contract), at: at, in: transaction)
                }
            }
            var read: [UUID] = []
            var cursor = ""
            for _ in 0..<3 {
                let page = try await desk.decisions("&limit=2" + cursor)
                read += page.map(\.messageId)
                cursor = page.last.map { "&cursor=\($0.messageId.text)" } ?? cursor
            }
            #expect(read == (0..<5).reversed().map { UUID(high: 5, low: UInt64($0)) })
            #expect(try await desk.decisions(of: UUID()).isEmpty)
        }
    }
}
