import Contracts
import Cryptography
import Foundation

/// A cursor as clients carry it: opaque, and refused when it is not one of ours.
extension PageCursor {
    static func text(after state: AppointmentState) -> String {
        Base64URL.encode("\(Timestamp.text(state.start)) \(state.workshop.timeZone) \(state.id.text)".utf8)
    }

    private static var foreign: ValidationError {
        ValidationError([FieldViolation("cursor", "must be the nextCursor of an answer")])
    }

    init(text: String) throws {
        let parts = Base64URL.decode(text).map { String(decoding: $0, as: UTF8.self).split(separator: " ") } ?? []
        guard parts.count == 3, let start = Timestamp.parse(String(parts[0])), let zone = TimeZone(identifier: String(parts[1])),
            let id = UUID(uuidString: String(parts[2]))
        else { throw Self.foreign }
        let local = start.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: start))
        let day = LocalDate(daysSince1970: Int((local / 86_400).rounded(.down)))
        // A zone may lead out of the years that can be written, which the database would refuse.
        guard (1...9999).contains(day.year) else { throw Self.foreign }
        self.init(day: day, start: start, id: id)
    }
}
