import Foundation

/// AMQP's timestamps: whole seconds since 1970 as an unsigned number, from whoever wrote the message.
enum AMQPTime {
    /// The end of the year 9999: what lies beyond is no time anybody meant, and would trap further on.
    private static let limit: UInt64 = 253_402_300_799

    static func seconds(_ date: Date) -> UInt64 {
        let seconds = date.timeIntervalSince1970
        guard seconds.isFinite, seconds > 0 else { return 0 }
        return UInt64(min(seconds, Double(limit)))
    }

    static func date(_ seconds: UInt64) -> Date? {
        seconds <= limit ? Date(timeIntervalSince1970: Double(seconds)) : nil
    }
}
