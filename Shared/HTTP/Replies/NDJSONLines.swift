import Contracts

/// The lines of an uploaded NDJSON body, in order; empty lines are left out but counted.
public struct NDJSONLines: AsyncSequence, Sendable {
    public typealias Element = NDJSONLine

    /// The longest line that is read.
    public static let maximumLine = 64 << 10
    static let contentTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"]

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes) }

    public struct Iterator: AsyncIteratorProtocol {
        let bytes: [UInt8]
        private var position = 0
        private var number = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// The next line. Throws 400 `line-too-long`, and `CancellationError` when the client has gone.
        public mutating func next() async throws -> NDJSONLine? {
            try Task.checkCancellation()
            return try nextLine()
        }

        mutating func nextLine() throws -> NDJSONLine? {
            while position < bytes.count {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                let line = bytes[position..<end]
                position = end + 1
                number += 1
                guard line.count <= NDJSONLines.maximumLine else {
                    throw Problem(.lineTooLong, detail: "Line \(number) is longer than \(NDJSONLines.maximumLine) bytes.")
                }
                // What JSON takes for white space; a line of other control characters is a broken one.
                if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) { return NDJSONLine(number: number, bytes: Array(line)) }
            }
            return nil
        }
    }
}

/// One line of an upload.
public struct NDJSONLine: Sendable {
    /// Counted from 1.
    public let number: Int
    public let bytes: [UInt8]

    /// Decodes the line. Throws a `Problem` that says by field what is wrong, as for a whole body.
    public func decode<Row: Decodable>(_ type: Row.Type = Row.self) throws -> Row {
        try RequestBody.json(type, from: bytes)
    }
}

extension ProblemSpec {
    /// A line of an upload exceeds `NDJSONLines.maximumLine`.
    public static let lineTooLong = ProblemSpec(400, "line-too-long", "A line of the upload is too long")
}

extension StreamWriter {
    /// Writes a value as one line of JSON.
    public func writeLine(_ value: some Encodable) async throws {
        try await write(JSONCoding.encode(value) + [UInt8(ascii: "\n")])
    }
}
