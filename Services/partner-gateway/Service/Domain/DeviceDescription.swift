import Contracts

/// What a device says of itself. It is told, not proved: a policy built on it keeps honest people's old apps out, not attackers.
struct DeviceDescription: Codable, Sendable, Hashable {
    /// As `web`.
    let app: String
    /// As `1.4.0`.
    let appVersion: String
    /// As `Android`.
    let system: String
    /// As `14`; empty where the system does not tell.
    let systemVersion: String?
    /// For people, as `Chrome on Android`.
    let name: String?

    /// What its owner knows it by.
    var label: String { if let name, !name.isEmpty { name } else { "\(app), \(system)" } }

    /// - Throws: `ValidationError` naming every field that is too long or not one line.
    func validated() throws -> DeviceDescription {
        let fields = [
            ("device.app", app, 1), ("device.appVersion", appVersion, 1), ("device.system", system, 1),
            ("device.systemVersion", systemVersion ?? "", 0), ("device.name", name ?? "", 0),
        ]
        let violations = fields.compactMap { field, text, least in
            (least...80).contains(text.utf8.count) && TextRules.isOneLine(text)
                ? nil : FieldViolation(field, "must be one line of \(least) to 80 bytes")
        }
        guard violations.isEmpty else { throw ValidationError(violations) }
        return self
    }
}

/// A version as apps and systems count: numbers between dots; what is no number counts as 0.
struct DottedVersion: Comparable, Hashable {
    private let parts: [Int]

    init(_ text: String) {
        var parts = text.split(separator: ".").prefix(6).map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
        while parts.last == 0 { parts.removeLast() }
        self.parts = parts
    }

    static func < (left: DottedVersion, right: DottedVersion) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
}
