/// What a template may do with a variable.
indirect enum VariableType: Sendable, Hashable {
    case text, number, flag, money
    /// A moment, told in a zone.
    case instant
    /// A day of the calendar, in no zone.
    case day
    /// `#rrggbb`; the only kind that may stand in a style.
    case colour
    /// One of these, never shown as it is.
    case choice([String])
    case list(VariableType)
    case object([String: Variable])

    /// For people, in an issue.
    var name: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .flag: "a yes or no"
        case .money: "an amount of money"
        case .instant: "a time"
        case .day: "a day"
        case .colour: "a colour"
        case .choice: "one of several values"
        case .list: "a list"
        case .object: "a group of variables"
        }
    }
}

/// A variable of a message, with what its event's contract says of it.
struct Variable: Sendable, Hashable {
    let type: VariableType
    /// Whether the event may come without it.
    let isOptional: Bool

    init(_ type: VariableType, isOptional: Bool = false) {
        (self.type, self.isOptional) = (type, isOptional)
    }
}

/// One variable of a message, by its full path, for whoever writes templates.
struct VariableListing: Codable, Sendable, Hashable {
    /// As a template names it; `[]` behind a list whose elements have names.
    let path: String
    let type: String
    let isOptional: Bool
    /// The only values it has.
    let values: [String]?

    static func all(_ members: [String: Variable], under prefix: String = "", isOptional: Bool = false) -> [VariableListing] {
        members.sorted { $0.key < $1.key }.flatMap { name, variable in
            of(variable.type, path: prefix + name, isOptional: isOptional || variable.isOptional)
        }
    }

    private static func of(_ type: VariableType, path: String, isOptional: Bool) -> [VariableListing] {
        switch type {
        case .object(let members): return all(members, under: path + ".", isOptional: isOptional)
        case .list(.object(let members)): return all(members, under: path + "[].", isOptional: isOptional)
        case .list: return [VariableListing(path: path, type: "list", isOptional: isOptional, values: nil)]
        case .choice(let values): return [VariableListing(path: path, type: "choice", isOptional: isOptional, values: values)]
        case .text: return [VariableListing(path: path, type: "text", isOptional: isOptional, values: nil)]
        case .number: return [VariableListing(path: path, type: "number", isOptional: isOptional, values: nil)]
        case .flag: return [VariableListing(path: path, type: "flag", isOptional: isOptional, values: nil)]
        case .money: return [VariableListing(path: path, type: "money", isOptional: isOptional, values: nil)]
        case .instant: return [VariableListing(path: path, type: "time", isOptional: isOptional, values: nil)]
        case .day: return [VariableListing(path: path, type: "day", isOptional: isOptional, values: nil)]
        case .colour: return [VariableListing(path: path, type: "colour", isOptional: isOptional, values: nil)]
        }
    }
}
