import Contracts
import Foundation
import Testing

@testable import HTTP

@Suite struct LimitTests {
    private func small(_ configuration: inout HTTPServerConfiguration) { configuration.maximumBody = 1000 }

    @Test func aBodyOfTheLimitIsTakenAndOneMoreIsNot() async throws {
        try await withServer(configure: small, routes: greetings) { server in
            func body(_ bytes: Int) -> String { "\"" + String(repeating: "x", count: bytes - 2) + "\"" }
            #expect(try await server.send("POST", "/any", body: body(1000)).status == 200)
            let response = try await server.send("POST", "/any", body: body(1001))
            #expect(response.status == 413)
            #expect(response.slug == "body-too-large")
        }
    }

    @Test func aRefusedBodyDoesNotSpoilTheConnection() async throws {
        try await withServer(configure: small, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                let body = String(repeating: "x", count: 200_000)
                try client.send("POST /any HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
                #expect(try client.receive().status == 413)
                try client.send("GET /ping HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(try client.receive().status == 200)
            }
        }
    }

    @Test func aChunkedBodyIsBoundedWhileItIsRead() async throws {
        try await withServer(configure: small, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("POST /any HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in 0..<20 { try client.send("64\r\n" + String(repeating: "x", count: 100) + "\r\n") }
                try client.send("0\r\n\r\n")
                #expect(try client.receive().status == 413)
            }
        }
    }

    @Test func anEndlessBodyIsCutOff() async throws {
        try await withServer(configure: small, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("POST /any HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "10000\r\n" + String(repeating: "x", count: 65536) + "\r\n"
                #expect(throws: RawClient.Failure.self) { for _ in 0..<1000 { try client.send(chunk) } }
            }
            #expect(try await server.send("GET", "/ping").status == 200)
        }
    }

    @Test func aStrangerMaySendLessThanWhoIsKnown() async throws {
        func routes(_ router: inout Router) {
            for (path, access) in [("/open", Access.open), ("/maybe", .optionalToken), ("/link", .link(audience: "x")), ("/known", .scopes(["a"]))] {
                router.on(
                    .post, path, operation: String(path.dropFirst()), summary: "Echo.", access: access, body: String.self, output: String.self
                ) { _, _, body in .ok(body) }
            }
        }
        let known = KnownTokens(principals: ["t": Principal(subject: "s", kind: .staff, scopes: ["a"])])
        try await withServer(verifier: known, routes: routes) { server in
            @Sendable func status(_ path: String, _ bytes: Int) async throws -> Int {
                let body = "\"" + String(repeating: "x", count: bytes - 2) + "\""
                return try await server.send("POST", path, headers: ["Authorization": "Bearer t"], body: body).status
            }
            for path in ["/open", "/maybe", "/link"] {
                #expect(try await status(path, 65_536) == 200, "\(path)")
                #expect(try await status(path, 65_537) == 413, "\(path)")
            }
            let known = try await status("/known", 1 << 20)
            #expect(known == 200)
        }
    }

    @Test func aMegabyteInSixtyFivePiecesArrivesWhole() async throws {
        try await withServer(configure: { $0.maximumStrangersBody = $0.maximumBody }, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let text = String((0..<(1 << 20) - 2).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
                let body = Array("\"\(text)\"".utf8)
                let client = try RawClient(port: port)
                try client.send("POST /any HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n")
                let piece = body.count / 65 + 1
                for start in stride(from: 0, to: body.count, by: piece) {
                    try client.send(Array(body[start..<min(start + piece, body.count)]))
                }
                #expect(try client.receive().body == body)
            }
        }
    }

    @Test func aClientMayWaitForPermissionToSend() async throws {
        try await withServer(configure: small, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                let head = "POST /any HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n"
                try client.send(head + "Content-Length: 2\r\n\r\n")
                #expect(try client.receiveHead().status == 100)
                try client.send("42")
                #expect(try client.receive().text == "42")
                try client.send(head + "Content-Length: 2000\r\n\r\n")
                #expect(try client.receive().status == 413)
                #expect(try client.isClosed())
            }
        }
    }

    @Test(arguments: [(17 << 10, 1), (200, 100)])
    func anOversizedHeadIsRefused(length: Int, count: Int) async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                let fields = (0..<count).map { "X-\($0): " + String(repeating: "h", count: length) + "\r\n" }.joined()
                try client.send("GET /ping HTTP/1.1\r\nHost: t\r\n\(fields)\r\n")
                let response = try client.receive()
                #expect(response.status == 431)
            }
        }
    }

    @Test(arguments: [100_000, 5_000_000])
    func anAbsurdHeadIsRefusedOrCutOff(length: Int) async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await onThread {
                for head in ["GET /ping HTTP/1.1\r\nHost: t\r\nX: ", "GET /", ""] {
                    let client = try RawClient(port: port)
                    try? client.send(head + String(repeating: "h", count: length))
                    let status = (try? client.receive())?.status
                    #expect(status == nil || [400, 413, 414, 431].contains(status), "\(status ?? 0)")
                }
            }
            #expect(try await server.send("GET", "/ping").status == 200)
        }
    }
}
