import Foundation
import FoundationNetworking

/// The little of RabbitMQ's management API that the tests need.
struct ManagementAPI: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let base: URL
    private let authorization: String

    init() throws {
        let name = "PITCREW_TEST_AMQP_ADMIN_URL"
        guard let text = ProcessInfo.processInfo.environment[name], var parts = URLComponents(string: text) else {
            throw Failure(description: "these tests need a RabbitMQ: set \(name) to its API, http://user:password@host:port/api")
        }
        authorization = "Basic " + Data("\(parts.user ?? "guest"):\(parts.password ?? "guest")".utf8).base64EncodedString()
        (parts.user, parts.password) = (nil, nil)
        guard let url = parts.url else { throw Failure(description: "\(name) is not a URL") }
        base = url
    }

    /// One request; the answer as JSON, an empty list without a body.
    @discardableResult
    func send(
        _ method: String, _ path: [String], _ body: [String: Any]? = nil, headers: [String: String] = [:]
    ) async throws -> Any {
        let encoded = path.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 }.joined(separator: "/")
        guard let url = URL(string: "\(base.absoluteString)/\(encoded)") else { throw Failure(description: "no URL of \(path)") }
        var request = URLRequest(url: url, timeoutInterval: 20)
        request.httpMethod = method
        request.setValue(authorization, forHTTPHeaderField: "Authorization")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let body {
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else {
            throw Failure(description: "\(method) \(path): \(status) \(String(decoding: data, as: UTF8.self))")
        }
        return data.isEmpty ? [Any]() : try JSONSerialization.jsonObject(with: data)
    }
}
