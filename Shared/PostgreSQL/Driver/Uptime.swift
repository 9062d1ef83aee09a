import Dispatch

/// Nanoseconds of the monotonic clock, which all deadlines inside this module count in.
enum Uptime {
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    static func after(_ duration: Duration) -> UInt64 { now + nanoseconds(duration) }

    static func nanoseconds(_ duration: Duration) -> UInt64 {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, seconds < 1_000_000_000 else { return seconds < 0 ? 0 : 1_000_000_000_000_000_000 }
        return UInt64(seconds) * 1_000_000_000 + UInt64(max(0, attoseconds)) / 1_000_000_000
    }
}
