import Testing

@testable import HTTP

/// The small pieces that need no server.
@Suite struct PieceTests {
    @Test func theMostLiteralRouteWinsWhateverTheOrder() {
        var router = Router()
        for path in ["/a/{x}", "/a/b", "/a/{x}/c", "/a/b/d", "/{y}/b/c"] {
            router.on(.get, path, operation: path, summary: "", access: .open, output: NoContent.self) { _, _, _ in .noContent }
        }
        let tree = RouteTree(router.routes)
        func found(_ segments: [String]) -> String? {
            if case .found(let route, _) = tree.match("GET", segments) { route.operation } else { nil }
        }
        #expect(found(["a", "b"]) == "/a/b")
        #expect(found(["a", "z"]) == "/a/{x}")
        #expect(found(["a", "b", "c"]) == "/a/{x}/c")
        #expect(found(["a", "b", "d"]) == "/a/b/d")
        #expect(found(["z", "b", "c"]) == "/{y}/b/c")
        #expect(found(["a"]) == nil)
    }

    @Test func aPathThatIsSpelledOutIsNeverANamedOne() {
        var router = Router()
        for (method, path) in [(HTTPMethod.get, "/a/{x}"), (.post, "/a/b"), (.delete, "/a/{x}")] {
            router.on(method, path, operation: "\(method) \(path)", summary: "", access: .open, output: NoContent.self) { _, _, _ in .noContent }
        }
        let tree = RouteTree(router.routes)
        guard case .otherMethod(let allowed) = tree.match("GET", ["a", "b"]) else {
            Issue.record("there is no such method")
            return
        }
        #expect(allowed == ["OPTIONS", "POST"])
        guard case .otherMethod(let others) = tree.match("PUT", ["a", "z"]) else {
            Issue.record("there is no such method")
            return
        }
        #expect(others == ["DELETE", "GET", "HEAD", "OPTIONS"])
    }

    @Test func anEventCannotBeginAnother() {
        let event = ServerSentEvent(id: "1\ndata: x", event: "a\rb", data: "one\ntwo\r\nthree", retry: .seconds(2))
        #expect(event.encoded == "id: 1 data: x\nevent: a b\nretry: 2000\ndata: one\ndata: two\ndata: three\n\n")
        #expect(ServerSentEvent(data: "").encoded == "data: \n\n")
    }

    @Test(arguments: [("\"7\"", "7"), ("W/\"7\"", "7"), ("7", "7"), ("*", "*"), ("\"", "\""), ("", ""), (" \"a b\"", "a b")])
    func anEntityTagIsUnquoted(header: String, tag: String) {
        #expect(EntityTag.opaque(header) == tag)
    }

    @Test(arguments: [
        ("gzip", true), ("br;q=1.0, gzip;q=0.5", true), ("*", true), ("gzip;q=0", false), ("identity", false), ("", false),
    ])
    func theAcceptedCodingIsRead(header: String, isAccepted: Bool) {
        #expect(ContentCoding.accepts(header) == isAccepted)
    }

    @Test func headerNamesCompareWithoutCase() {
        var headers: HTTPHeaders = ["Content-Type": "a", "X-Two": "1"]
        headers["x-two"] = "2"
        #expect(headers["CONTENT-TYPE"] == "a")
        #expect(headers.all("X-TWO") == ["2"])
        headers["X-Two"] = nil
        #expect(headers["X-Two"] == nil)
    }
}
