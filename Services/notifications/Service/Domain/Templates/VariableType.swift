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

extension VariableType {
    /// As a list of variables names it.
    fileprivate var listed: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .flag: "flag"
        case .money: "money"
        case .instant: "time"
        case .day: "day"
        case .colour: "colour"
        case .choice: "choice"
        case .list: "list"
        case .object: "object"
        }
    }

    fileprivate var choices: [String]? { if case .choice(let values) = self { values } else { nil } }
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
        default: return [VariableListing(path: path, type: type.listed, isOptional: isOptional, values: type.choices)]
        }
    }
}
