import Contracts
import Foundation

extension JobcardStatus {
    /// How far the card is, by how far its appointment is.
    init(_ status: AppointmentStatus) {
        self = switch status {
        case .booked: .draft
        case .checkedIn: .ready
        case .started: .running
        case .completed: .completed
        case .cancelled, .noShow: .cancelled
        }
    }

    /// Whether nothing more is done for the card.
    var isOver: Bool { self == .completed || self == .cancelled }
}

/// A job card as technicians and advisors see it.
struct JobcardView: Codable, Sendable {
    struct Part: Codable, Sendable {
        let sku: String
        let name: String
        let needed: Int
        let reserved: Int
    }

    let id: UUID
    let version: Int64
    let appointmentId: UUID
    let workshopId: UUID
    let status: JobcardStatus
    let technician: NamedReference
    let vehicle: String
    let plate: String
    let note: String?
    let start: Date
    let end: Date
    let steps: [JobcardState.Step]
    let parts: [Part]
}

/// Namespaces of deterministic ids.
enum JobcardNamespace {
    static let jobcards = UUID(high: 0x7c1d_2b40_91aa_4c6e, low: 0x8b1e_54d0_7e3f_1a01)
    static let procurements = UUID(high: 0x7c1d_2b40_91aa_4c6e, low: 0x8b1e_54d0_7e3f_1a02)
}
