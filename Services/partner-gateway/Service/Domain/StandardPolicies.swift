/// What roles demand of devices until an operator decides otherwise.
struct StandardPolicies: Sendable {
    /// Where passwords are for the first time only, staff must be verified by a passkey or by their provider (OWASP ASVS 4.0.3, 4.3.1).
    let passwords: StaffPasswords

    func policy(of role: Role) -> PosturePolicy {
        PosturePolicy(requiresUserVerification: role != .customer && passwords == .first, requiresDeviceKey: false)
    }
}
