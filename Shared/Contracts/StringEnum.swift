/// A closed set of wire names. Schemas list its cases, and query strings and rows decode to it.
public protocol StringEnum: CaseIterable, RawRepresentable, Codable, Sendable, Hashable where RawValue == String {}
