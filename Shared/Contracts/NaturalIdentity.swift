import Foundation

/// Identifiers that two services arrive at by themselves: whoever meets a customer or a vehicle first gives it the same one.
public enum NaturalIdentity {
    private static let customers = UUID(high: 0x6F5C_11D2_3C1B_5B0A, low: 0x9E61_2A4B_7C8D_0E1F)

    /// A customer by e-mail address; case and surrounding space do not matter.
    public static func customer(email: String) -> UUID {
        UUID.v5(namespace: customers, name: normalized(email: email))
    }

    /// Whoever has an address after the customer it made was erased, or has given it up: somebody else, whom all services name alike.
    public static func laterHolder(ofAddress customer: UUID) -> UUID {
        UUID.v5(namespace: customer, name: "later holder of the address")
    }

    /// A vehicle by its plate, within its owner; case, space and hyphens do not matter.
    public static func vehicle(plate: String, owner: UUID) -> UUID {
        UUID.v5(namespace: owner, name: normalized(plate: plate))
    }

    /// The form in which addresses are compared.
    public static func normalized(email: String) -> String {
        email.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// The form in which plates are compared.
    public static func normalized(plate: String) -> String {
        plate.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    }
}
