import Contracts

/// What a role demands of a device (requirement M3).
struct PosturePolicy: Codable, Sendable, Hashable {
    /// The oldest app that may be used, as `1.4.0`; nil for any.
    var minimumAppVersion: String?
    /// The oldest systems, by name, as `{"Android": "12"}`; others pass.
    var minimumSystemVersions: [String: String]?
    /// Whether the person must have been verified by the device or the provider, as a passkey does.
    var requiresUserVerification: Bool
    /// Whether the session must be bound to a key of the device.
    var requiresDeviceKey: Bool

    enum Decision: Sendable, Hashable {
        case allow
        /// The session is there, and may do nothing but prove more.
        case stepUp(reason: String)
        case deny(reason: String)

        var name: String {
            switch self {
            case .allow: "allow"
            case .stepUp: "step_up"
            case .deny: "deny"
            }
        }

        var reason: String? {
            switch self {
            case .allow: nil
            case .stepUp(let reason), .deny(let reason): reason
            }
        }
    }

    /// What the policy says to a device. A device that tells nothing of itself has no version, and is older than any demanded.
    func decide(device: DeviceDescription?, hasKey: Bool, isUserVerified: Bool) -> Decision {
        if let minimum = minimumAppVersion, DottedVersion(device?.appVersion ?? "") < DottedVersion(minimum) {
            return .deny(reason: "app-too-old")
        }
        if let minima = minimumSystemVersions, !minima.isEmpty, !passes(minima, device) { return .deny(reason: "system-too-old") }
        if requiresDeviceKey, !hasKey { return .deny(reason: "device-key-needed") }
        if requiresUserVerification, !isUserVerified { return .stepUp(reason: "verification-needed") }
        return .allow
    }

    private func passes(_ minima: [String: String], _ device: DeviceDescription?) -> Bool {
        guard let device else { return false }
        guard let minimum = minima.first(where: { $0.key.lowercased() == device.system.lowercased() })?.value else { return true }
        return DottedVersion(device.systemVersion ?? "") >= DottedVersion(minimum)
    }

    /// - Throws: `ValidationError` naming the versions that are none.
    func validated() throws -> PosturePolicy {
        var violations: [FieldViolation] = []
        func check(_ version: String, _ field: String) {
            let isVersion = (1...20).contains(version.utf8.count) && version.utf8.allSatisfy { $0 == 0x2e || (0x30...0x39).contains($0) }
            if !isVersion { violations.append(FieldViolation(field, "must be a version of numbers and dots, as 1.4.0")) }
        }
        if let minimumAppVersion { check(minimumAppVersion, "minimumAppVersion") }
        for (system, version) in minimumSystemVersions ?? [:] { check(version, "minimumSystemVersions.\(system)") }
        if (minimumSystemVersions ?? [:]).count > 20 {
            violations.append(FieldViolation("minimumSystemVersions", "must name at most 20 systems"))
        }
        guard violations.isEmpty else { throw ValidationError(violations) }
        return self
    }
}
