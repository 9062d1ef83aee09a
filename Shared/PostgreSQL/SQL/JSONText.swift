import Contracts
import Foundation

/// A value bound as the JSON the rest of the platform speaks.
struct JSONText: PostgresEncodable {
    private let content: Result<[UInt8], EncodingFailure>

    struct EncodingFailure: Error {}

    init(_ value: some Encodable) {
        if let bytes = try? JSONCoding.encode(value) {
            content = .success(bytes)
        } else {
            content = .failure(EncodingFailure())
        }
    }

    func encode(into text: inout ParameterText) {
        switch content {
        case .success(let bytes): text.append(utf8: bytes)
        case .failure: text.refuse("not encodable as JSON")
        }
    }
}

/// Text that is already UTF-8.
struct UTF8Text: PostgresEncodable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func encode(into text: inout ParameterText) { text.append(utf8: bytes) }
}
