import Contracts

/// A call that the service makes to whoever asked for it: what is sent, and what answer is expected. Routes are what it takes, this is what it
/// makes; the OpenAPI document describes both (OpenAPI 3.1, "webhooks").
public struct Webhook: Sendable {
    /// A header of the call; its value is text.
    public struct Header: Sendable {
        let name: String
        let description: String
        let example: String

        public init(_ name: String, _ description: String, example: String) {
            self.name = name
            self.description = description
            self.example = example
        }
    }

    /// What an answer means to the caller.
    public struct Answer: Sendable {
        /// A status, a range of them as `2XX`, or `default`.
        let status: String
        let meaning: String

        public init(_ status: String, _ meaning: String) {
            self.status = status
            self.meaning = meaning
        }
    }

    /// What the body's member `type` says, and nothing else (Standard Webhooks specification, "Payload structure").
    public let name: String
    let summary: String
    let description: String
    let headers: [Header]
    let answers: [Answer]
    let body: any (Decodable & Sendable).Type
    let example: JSONValue?
    /// Why there is no example.
    let gap: String?

    /// - Parameter example: a body as it would be sent; its type is what the document describes.
    public init<Body: Codable & Sendable>(
        _ name: String, summary: String, description: String, headers: [Header], answers: [Answer], example: Body
    ) {
        self.name = name
        self.summary = summary
        self.description = description
        self.headers = headers
        self.answers = answers
        body = Body.self
        do {
            self.example = try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(example))
            gap = nil
        } catch {
            self.example = nil
            gap = "The example of the call \(name) cannot be written: \(error)"
        }
    }
}
