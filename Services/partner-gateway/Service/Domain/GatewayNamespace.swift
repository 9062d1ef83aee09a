import Contracts
import Foundation

/// Namespaces of the gateway's deterministic ids.
enum GatewayNamespace {
    static let signingKeys = UUID(high: 0x5b1f_7a60_2f0c_4f6e, low: 0x9d1e_0c6a_3f52_7b01)
    static let deliveries = UUID(high: 0x5b1f_7a60_2f0c_4f6e, low: 0x9d1e_0c6a_3f52_7b02)
    static let staff = UUID(high: 0x5b1f_7a60_2f0c_4f6e, low: 0x9d1e_0c6a_3f52_7b03)
    static let sandbox = UUID(high: 0x5b1f_7a60_2f0c_4f6e, low: 0x9d1e_0c6a_3f52_7b18)
}
