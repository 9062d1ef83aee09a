import Foundation

extension ValueFilter {
    /// What a filter call is, for a value of a type, in a language, and what it makes of it.
    /// - Throws: the rule it breaks.
    static func checked(
        _ call: FilterCall, on type: VariableType, language: String
    ) throws(FilterFault) -> (filter: ValueFilter, gives: VariableType) {
        switch (call.name, type) {
        case ("money", .money): return (try plain(call, .money), .text)
        case ("number", .number): return (try plain(call, .number), .text)
        case ("count", .list): return (try plain(call, .count), .number)
        case ("date", .instant), ("date", .day): return (.date(try style(call, usual: .full)), .text)
        case ("time", .instant): return (.time(try style(call, usual: .short), zone: try zone(call)), .text)
        case ("datetime", .instant): return (.dateTime(try style(call, usual: .full), zone: try zone(call)), .text)
        case ("join", .list(let element)): return (.join(try separator(call, element)), .text)
        case ("plural", .number): return (.plural(try forms(call, language)), .text)
        case ("choose", .choice(let values)):
            let (texts, other) = try texts(call, values)
            return (.choose(texts, other: other), .text)
        case ("default", .text), ("default", .number):
            guard call.named.isEmpty, call.words.count == 1 else { throw FilterFault("filter default takes one text in quotes") }
            return (.fallback(call.words[0]), type)
        case ("truncate", .text):
            guard call.named.isEmpty, call.words.count == 1, let length = Int(call.words[0]), (1...1_000).contains(length) else {
                throw FilterFault("filter truncate takes a number of characters from 1 to 1000")
            }
            return (.truncate(length), .text)
        default: throw unsuitable(call.name, type)
        }
    }

    struct FilterFault: Error {
        let rule: String
        init(_ rule: String) { self.rule = rule }
    }

    private static let takes = [
        "money": "an amount of money", "number": "a number", "count": "a list", "date": "a time or a day", "time": "a time",
        "datetime": "a time", "join": "a list of texts", "plural": "a number", "choose": "one of several values", "default": "a text or a number",
        "truncate": "a text",
    ]

    private static func unsuitable(_ name: String, _ type: VariableType) -> FilterFault {
        guard let takes = takes[name] else {
            return FilterFault("has no filter \(name.shortened); there are \(takes.keys.sorted().joined(separator: ", "))")
        }
        return FilterFault("is \(type.name), and filter \(name) takes \(takes)")
    }

    private static func plain(_ call: FilterCall, _ filter: ValueFilter) throws(FilterFault) -> ValueFilter {
        guard call.words.isEmpty, call.named.isEmpty else { throw FilterFault("filter \(call.name) takes nothing") }
        return filter
    }

    private static func style(_ call: FilterCall, usual: MessageFormats.Style) throws(FilterFault) -> MessageFormats.Style {
        guard call.words.count <= 1, Set(call.named.keys).isSubset(of: call.name == "date" ? [] : ["zone"]) else {
            throw FilterFault("filter \(call.name) takes a style" + (call.name == "date" ? "" : " and zone=\"…\""))
        }
        guard let word = call.words.first else { return usual }
        guard let style = MessageFormats.Style(rawValue: word) else {
            throw FilterFault("filter \(call.name) takes short, medium, long or full")
        }
        return style
    }

    private static func zone(_ call: FilterCall) throws(FilterFault) -> String? {
        guard let zone = call.named["zone"] else { return nil }
        guard TimeZone(identifier: zone) != nil else { throw FilterFault("filter \(call.name) takes an IANA name as zone") }
        return zone
    }

    private static func separator(_ call: FilterCall, _ element: VariableType) throws(FilterFault) -> String {
        switch element {
        case .text, .number: break
        default: throw FilterFault("is a list of something else than texts: name a member of its elements, or use a section")
        }
        guard call.named.isEmpty, call.words.count <= 1 else { throw FilterFault("filter join takes one text in quotes") }
        return call.words.first ?? ", "
    }

    private static func forms(_ call: FilterCall, _ language: String) throws(FilterFault) -> [PluralCategory: String] {
        let all = PluralCategory.all(in: language)
        let names = PluralCategory.allCases.filter(all.contains).map(\.rawValue).joined(separator: ", ")
        guard call.words.isEmpty, Set(call.named.keys) == Set(all.map(\.rawValue)) else {
            throw FilterFault("filter plural takes exactly the forms of the language \(language): \(names)")
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0, call.named[$0.rawValue] ?? "") })
    }

    private static func texts(
        _ call: FilterCall, _ values: [String]
    ) throws(FilterFault) -> (texts: [String: String], other: String?) {
        var texts = call.named
        let other = values.contains("other") ? nil : texts.removeValue(forKey: "other")
        if let unknown = texts.keys.sorted().first(where: { !values.contains($0) }) {
            throw FilterFault("never is \(unknown.shortened); it is one of \(values.joined(separator: ", "))")
        }
        let missing = values.filter { texts[$0] == nil }
        guard call.words.isEmpty, missing.isEmpty || other != nil else {
            throw FilterFault("filter choose lacks a text for \(missing.joined(separator: ", ")), and other")
        }
        return (texts, other)
    }
}
