import Contracts
import Foundation

/// Namespaces of the bridge's deterministic ids.
enum CRMNamespace {
    /// Ids that customers have in other systems, as aliases of ours.
    static let external = UUID(high: 0x2c0d_91be_75a4_4c1f, low: 0xa0e3_5d1b_6f27_9c01)
}
