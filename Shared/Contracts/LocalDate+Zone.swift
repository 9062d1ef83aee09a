import Foundation

extension LocalDate {
    /// The civil day of an instant in a zone, by IANA name; UTC where the name is not known.
    public init(_ date: Date, in zone: String) {
        let offset = (TimeZone(identifier: zone) ?? .gmt).secondsFromGMT(for: date)
        self.init(daysSince1970: Int(((date.timeIntervalSince1970 + Double(offset)) / 86_400).rounded(.down)))
    }
}
