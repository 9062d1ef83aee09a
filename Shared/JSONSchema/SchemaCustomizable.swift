import Contracts

/// A type that describes itself where walking its decoder would say too little, or cannot work: one that checks its text, or an
/// enumeration with associated values.
public protocol SchemaCustomizable {
    /// The schema of this type, written out.
    static var jsonSchema: JSONValue { get }

    /// Any valid value. The recording decoder hands it to the types that contain this one.
    static var schemaExample: Self { get }
}
