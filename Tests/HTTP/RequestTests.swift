import Contracts
import Foundation
import Testing

@testable import HTTP

@Suite struct RequestTests {
    @Test func aRouteAnswersJSON() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/ping")
            #expect(response.status == 200)
            #expect(response["Content-Type"] == "application/json")
            #expect(response["ETag"] == "\"7\"")
            #expect(response.text == #"{"text":"pong"}"#)
        }
    }

    @Test func aBodyIsDecodedAndAnswered() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send(
                "POST", "/greetings", headers: ["Idempotency-Key": "greeting-0123456"], body: #"{"text":"hello"}"#
            )
            #expect(response.status == 201)
            #expect(response["Location"] == "/greetings/1")
            #expect(response.text == #"{"text":"hello"}"#)
        }
    }

    @Test func headHasTheHeadersOfGetAndNoBody() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("HEAD", "/ping")
            #expect(response.status == 200)
            #expect(response["Content-Length"] == "15")
            #expect(response["ETag"] == "\"7\"")
        }
    }

    @Test func aKnownTagIsAnsweredWithoutTheBody() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/ping", headers: ["If-None-Match": #""6", W/"7""#])
            #expect(response.status == 304)
            #expect(response["ETag"] == "\"7\"")
        }
    }

    @Test(arguments: [
        ("GET", "/nowhere", 404, "not-found"), ("GET", "/", 404, "not-found"), ("PUT", "/ping", 405, "method-not-allowed"),
        ("BREW", "/ping", 405, "method-not-allowed"), ("GET", "/greetings/a%2Fb", 400, "malformed-path"),
        ("GET", "/greetings/..", 400, "malformed-path"), ("GET", "/greetings/%2e%2E", 400, "malformed-path"),
        ("GET", "//ping", 400, "malformed-path"), ("GET", "/ping/", 400, "malformed-path"),
        ("GET", "/greetings/%zz", 400, "malformed-path"), ("GET", "/greetings/%00", 400, "malformed-path"),
        ("GET", "/greetings/%ff", 400, "malformed-path"), ("GET", "/greetings/a%5cb", 400, "malformed-path"),
        ("GET", "/greetings/by-id/no-id", 404, "not-found"), ("GET", "/ping?x=1", 400, "unknown-parameter"),
    ])
    func aRequestForNothingIsRefused(method: String, path: String, status: Int, slug: String) async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send(method, path)
            #expect(response.status == status)
            #expect(response.slug == slug)
            #expect(response["Content-Type"] == "application/problem+json")
        }
    }

    @Test func theAllowedMethodsAreTold() async throws {
        try await withServer(routes: greetings) { server in
            #expect(try await server.send("PUT", "/greetings/1")["Allow"] == "DELETE, GET, HEAD, OPTIONS")
            let options = try await server.send("OPTIONS", "/greetings/1")
            #expect(options.status == 204)
            #expect(options["Allow"] == "DELETE, GET, HEAD, OPTIONS")
        }
    }

    @Test func aPathIsDecodedOnce() async throws {
        try await withServer(routes: greetings) { server in
            let encoded = try await server.send("GET", "/greetings/a%2520b%20%C3%BC+c")
            #expect(encoded.text == #"{"text":"a%20b ü+c"}"#)
            let absolute = try await server.send("GET", "http://else.where/greetings/x")
            #expect(absolute.text == #"{"text":"x"}"#)
        }
    }

    @Test(arguments: [
        (#"{"text":1}"#, "text must be a string."), (#"{"times":1}"#, "text is required."),
        (#"{"text":null}"#, "text must not be null."), (#"{"text":"a""#, "The body must be valid JSON, which it is not at byte"),
        ("[]", "The body must be an object."), ("", "The body must be valid JSON, which it is not at byte"),
        (#"{"text":"a\u0000"}"#, "The body must not contain U+0000."), ("\u{FEFF}", "The body must be valid JSON, which it is not at byte"),
    ])
    func aMalformedBodyIsToldByFieldAndRule(body: String, detail: String) async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("POST", "/greetings", headers: ["Idempotency-Key": "greeting-0123456"], body: body)
            #expect(response.status == 400)
            #expect(response.slug == "malformed-body")
            #expect(response.text.contains(detail), "\(response.text)")
        }
    }

    @Test func anEscapedBackslashBeforeU0000IsNoNull() async throws {
        try await withServer(routes: greetings) { server in
            let body = #"["\\u0000[[{","\"[["]"#
            let response = try await server.send("POST", "/any", body: body)
            #expect(response.text == body)
        }
    }

    @Test func deepNestingIsRefusedAndNotFatal() async throws {
        try await withServer(configure: { $0.maximumStrangersBody = $0.maximumBody }, routes: greetings) { server in
            for depth in [1, 64, 65, 512, 100_000] {
                let body = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                let response = try await server.send("POST", "/any", body: body)
                #expect(response.status == (depth <= 64 ? 200 : 400), "at depth \(depth)")
            }
            #expect(try await server.send("GET", "/ping").status == 200)
        }
    }

    @Test func anotherMediaTypeIsRefused() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("POST", "/any", body: "1", type: "text/plain")
            #expect(response.status == 415)
            #expect(try await server.send("POST", "/any", body: "1", type: "").status == 415)
            let patch = try await server.send("POST", "/any", body: "1", type: "application/merge-patch+json; charset=utf-8")
            #expect(patch.status == 200)
        }
    }

    @Test func aFormIsDecodedAndUnknownFieldsIgnored() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send(
                "POST", "/token", body: "grant_type=client_credentials&scope=a+b%26c&other=1",
                type: "application/x-www-form-urlencoded"
            )
            #expect(response.text == #"{"grant_type":"client_credentials","scope":"a b&c"}"#)
        }
    }

    @Test(arguments: [nil, "", "order-17", "1111111111111111", String(repeating: "0123456789", count: 26)])
    func aCreatingRequestNeedsAnIdempotencyKeyThatNobodyGuesses(key: String?) async throws {
        try await withServer(routes: greetings) { server in
            let headers = key.map { ["Idempotency-Key": $0] } ?? [:]
            let response = try await server.send("POST", "/greetings", headers: headers, body: #"{"text":"hello"}"#)
            #expect(response.status == 400)
            #expect(response.slug == "idempotency-key-required")
        }
    }

    @Test func aLongTextIsCompressedForThoseWhoAcceptIt() async throws {
        try await withServer(routes: greetings) { server in
            let plain = try await server.send("GET", "/long")
            #expect(plain["Vary"] == "Accept-Encoding")
            #expect(plain.body.count == 6011)
            let coded = try await server.send("GET", "/long", headers: ["Accept-Encoding": "br, gzip"])
            #expect(coded["Content-Encoding"] == "gzip")
            #expect(coded["ETag"] == "W/\"9\"")
            #expect(coded.body.prefix(2) == [0x1F, 0x8B] && coded.body.count < 200)
            #expect(try await server.send("GET", "/ping", headers: ["Accept-Encoding": "gzip"])["Content-Encoding"] == nil)
            let longest = try await server.send("GET", "/longest", headers: ["Accept-Encoding": "gzip"])
            #expect(longest["Content-Encoding"] == "gzip" && longest.body.count < 2000)
            #expect(try await server.send("GET", "/longest").body.count == 120_011)
            #expect(try await server.send("GET", "/long", headers: ["Accept-Encoding": "gzip;q=0"])["Content-Encoding"] == nil)
        }
    }
}
