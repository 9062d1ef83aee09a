/// Where a request may connect to.
public enum AddressPolicy: Sendable, Hashable {
    /// Anywhere: for addresses the operator configured.
    case any
    /// Only to the public Internet: for addresses that others gave us. Checked on the very address of the socket, so neither a
    /// name that resolves inwards, nor one that changes between check and use, nor a redirect gets through.
    case publicOnly

    /// Whether the policy lets a request connect to `address`.
    public func permits(_ address: IPAddress) -> Bool {
        self == .any || address.isPublic
    }
}
