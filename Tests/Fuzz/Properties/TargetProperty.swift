import Contracts
import Foundation

@testable import HTTP

/// A target is read as any byte-wise reader before us would read it, or not at all, and finds the route its segments spell.
enum TargetProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 4096 else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        try percentEncoding(text)
        guard let target = RequestTarget(text) else { return }
        try split(Array(text.utf8), target)
        let spelled = "/" + target.segments.map(encode).joined(separator: "/")
        guard let again = RequestTarget(spelled) else { throw Violation(description: "cannot read its own segments again: \(spelled)") }
        try demand(again.segments == target.segments, "other segments the second time")
        for method in ["GET", "HEAD", "POST", "DELETE", "PROPFIND"] { try route(method, target.segments) }
    }

    private static func percentEncoding(_ text: String) throws {
        try demand(PercentEncoding.decode(encode(text)) == text, "encoded and decoded is another text")
        try demand(PercentEncoding.decode(encode(text), plusIsSpace: true) == text, "encoded and decoded as a form is another text")
        if let decoded = PercentEncoding.decode(text) {
            try demand(PercentEncoding.decode(encode(decoded)) == decoded, "what was decoded does not survive")
        }
    }

    /// The same by bytes alone, as proxies do it.
    private static func split(_ bytes: [UInt8], _ target: RequestTarget) throws {
        var origin = bytes[...]
        if bytes.first != UInt8(ascii: "/") {
            let authority = bytes.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
            origin = authority.drop { $0 != UInt8(ascii: "/") }
        }
        let path = origin.prefix { $0 != UInt8(ascii: "?") }
        try demand(Array(target.path.utf8) == Array(path), "the path ends elsewhere")
        try demand(Array(target.query.utf8) == Array(origin.dropFirst(path.count + 1)), "the query begins elsewhere")
        let slashes = path.count { $0 == UInt8(ascii: "/") }
        try demand(target.segments.count == (path.count == 1 ? 0 : slashes), "\(target.segments.count) segments at \(slashes) slashes")
        for segment in target.segments {
            try demand(!segment.isEmpty && segment != "." && segment != "..", "a segment that points elsewhere")
            try demand(segment.utf8.allSatisfy { $0 > 0x1F && $0 != 0x7F && $0 != 0x2F && $0 != 0x5C }, "a segment with a separator")
        }
    }

    private static func route(_ method: String, _ segments: [String]) throws {
        let fitting = templates.filter { fits($0.segments, segments) }
        switch tree.match(method, segments) {
        case .found(let route, let parameters):
            try demand(fitting.contains(route.template), "a route that does not fit")
            try demand(Set(parameters.keys) == Set(route.template.parameterNames), "parameters are missing")
            for (part, value) in zip(route.template.segments, segments) {
                if case .parameter(let name) = part { try demand(parameters[name] == value, "a parameter with another value") }
            }
        case .otherMethod(let allowed): try demand(!fitting.isEmpty && !allowed.contains(method), "a method that is allowed was refused")
        case .none: try demand(fitting.isEmpty, "a route that fits was not found")
        }
    }

    private static func fits(_ template: [PathTemplate.Segment], _ segments: [String]) -> Bool {
        template.count == segments.count && zip(template, segments).allSatisfy { part, segment in
            if case .literal(let text) = part { text == segment } else { true }
        }
    }

    static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: byte % 2 == 0)
        }.joined()
    }

    private static let templates = [
        "/", "/v1/appointments", "/v1/appointments/{id}", "/v1/appointments/{id}/move", "/v1/appointments/import",
        "/v1/{kind}/new", "/{a}/{b}/{c}/{d}", "/v1/appointments/{id}/{part}",
    ].map { PathTemplate($0) }

    private static let tree: RouteTree = {
        var router = Router()
        for (index, template) in templates.enumerated() {
            for method in index % 2 == 0 ? [HTTPMethod.get] : [.get, .post] {
                router.on(
                    method, template.text, operation: "operation\(index)\(method.rawValue)", summary: "", access: .open, query: NoQuery.self,
                    body: NoBody.self, output: NoContent.self
                ) { _, _, _ in .noContent }
            }
        }
        return RouteTree(router.routes)
    }()
}
