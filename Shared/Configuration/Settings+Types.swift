import Foundation

extension Settings {
    /// A whole number within bounds.
    public func int(
        _ name: String, default fallback: Int? = nil, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> Int {
        try parsed(name, fallback, rule: "must be a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// `true`, `yes`, `on`, `1` or `false`, `no`, `off`, `0`, in any case.
    public func bool(_ name: String, default fallback: Bool? = nil) throws(ConfigurationError) -> Bool {
        try parsed(name, fallback, rule: "must be true or false") { text in
            switch text.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }

    /// A length of time: a whole number and a unit, `250ms`, `10s`, `5m`, `24h`.
    public func duration(
        _ name: String, default fallback: Duration? = nil, in range: ClosedRange<Duration>? = nil
    ) throws(ConfigurationError) -> Duration {
        let bounds = range.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
        return try parsed(name, fallback, rule: "must be a duration such as 250ms, 10s, 5m or 24h\(bounds)") { text in
            DurationText.parse(text).flatMap { range?.contains($0) == false ? nil : $0 }
        }
    }

    /// An absolute URL with a host; `schemes` narrows what it may begin with.
    public func url(
        _ name: String, default fallback: URL? = nil, schemes: [String] = []
    ) throws(ConfigurationError) -> URL {
        try required(name, fallback, optionalURL(name, schemes: schemes))
    }

    /// The same for a URL that may be absent.
    public func optionalURL(_ name: String, schemes: [String] = []) throws(ConfigurationError) -> URL? {
        let start = schemes.isEmpty ? "" : " that begins with " + schemes.map { "\($0)://" }.joined(separator: " or ")
        return try optional(name, rule: "must be an absolute URL with a host\(start)") { text in
            guard let url = URL(string: text, encodingInvalidCharacters: false), let scheme = url.scheme?.lowercased(),
                url.host?.isEmpty == false,
                schemes.isEmpty || schemes.contains(scheme)
            else { return nil }
            return url
        }
    }

    /// Items between commas, trimmed; empty ones do not count.
    public func list(_ name: String, default fallback: [String]? = nil) throws(ConfigurationError) -> [String] {
        try parsed(name, fallback, rule: "must be a list with commas between its items") { text in
            let items = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            return items.isEmpty ? nil : items
        }
    }

    /// One of the values of an enumeration.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default fallback: Choice? = nil, of type: Choice.Type = Choice.self
    ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return try parsed(name, fallback, rule: "must be one of \(names)") { Choice(rawValue: $0) }
    }
}
