import Foundation

/// The body of a call that only tries the way.
struct PingMessage: Codable, Sendable {
    static let type = "ping"

    private(set) var type = PingMessage.type
    let timestamp: Date
    private(set) var data: [String: String] = [:]
    let environment: String?
}

extension PingMessage {
    static let example = PingMessage(timestamp: Date(timeIntervalSince1970: 1_774_425_600), environment: PartnerEnvironment.sandbox.claim)
}
