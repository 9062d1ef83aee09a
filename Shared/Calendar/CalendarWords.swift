import Contracts

/// What a calendar's entry says, in the customer's language; English where there is none.
struct CalendarWords: Sendable {
    let work: String
    let vehicle: String
    let change: String
    let directions: String
    let separator: String

    static func of(_ locale: String) -> CalendarWords {
        switch locale.prefix(while: { $0 != "-" && $0 != "_" }).lowercased() {
        case "de":
            CalendarWords(
                work: "Arbeiten", vehicle: "Fahrzeug", change: "Verlegen oder absagen", directions: "Anfahrt", separator: ", "
            )
        case "ar": CalendarWords(work: "الأعمال", vehicle: "المركبة", change: "تغيير الموعد أو إلغاؤه", directions: "الاتجاهات", separator: "، ")
        default: CalendarWords(work: "Work", vehicle: "Vehicle", change: "Move or cancel", directions: "Directions", separator: ", ")
        }
    }
}
