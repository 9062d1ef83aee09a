import PostgreSQL

/// Judges a device by its role's policy.
struct JudgeDevice: Sendable {
    let standard: StandardPolicies

    func decide(
        _ session: SessionStore.Session, role: Role, device: DeviceDescription? = nil, keyThumbprint: String?,
        in transaction: PostgresTransaction
    ) async throws -> PosturePolicy.Decision {
        let policy = try await RoleStore.policy(of: role, in: transaction) ?? standard.policy(of: role)
        return policy.decide(
            device: device ?? session.device, hasKey: keyThumbprint != nil || session.keyThumbprint != nil,
            isUserVerified: session.person.userVerified
        )
    }
}
