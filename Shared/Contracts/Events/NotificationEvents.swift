import Foundation

/// One message to one person: `notification.sent` or `notification.failed` by its status. No content, no address.
public struct NotificationState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public enum Status: String, StringEnum {
        case scheduled, sending, sent, failed, cancelled
    }
    public enum Purpose: String, StringEnum {
        case confirmation, change, cancellation, reminder
    }
    public var id: UUID
    public var version: Int64
    public var appointmentId: UUID
    public var customerId: UUID
    public var purpose: Purpose
    public var channel: String
    public var status: Status
    public var at: Date
    /// The last error, without personal data.
    public var error: String?
    public init(
        id: UUID, version: Int64, appointmentId: UUID, customerId: UUID, purpose: Purpose, channel: String, status: Status, at: Date,
        error: String? = nil
    ) {
        self.id = id
        self.version = version
        self.appointmentId = appointmentId
        self.customerId = customerId
        self.purpose = purpose
        self.channel = channel
        self.status = status
        self.at = at
        self.error = error
    }
}
