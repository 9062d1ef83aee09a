import Foundation
import Glibc

/// A client that sends exactly the bytes it is told to. Blocking; used on threads of its own.
final class RawClient {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: CInt
    private var buffer: [UInt8] = []

    init(port: Int, receiveBuffer: Int? = nil) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer = receiveBuffer.map(CInt.init) {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<CInt>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
    }

    deinit { Glibc.close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
            sent += count
        }
    }

    /// Leaves with a reset, as a crashed client would.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    /// Says that nothing more will be sent, and goes on reading.
    func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// One answer, its body by length, by chunks or to the end of the connection.
    func receive(isHead: Bool = false) throws -> RawResponse {
        var response: RawResponse
        repeat {
            guard let end = try find([13, 10, 13, 10]) else { throw Failure(description: "closed before the head was complete") }
            response = RawResponse(head: String(decoding: buffer[..<end], as: UTF8.self))
            buffer.removeFirst(end + 4)
        } while response.status == 100
        if isHead || response.status == 204 || response.status == 304 { return response }
        if response["Transfer-Encoding"]?.lowercased() == "chunked" {
            while let chunk = try receiveChunk() { response.body += chunk }
        } else if let length = response["Content-Length"].flatMap(Int.init) {
            response.body = try take(length)
        } else {
            while try fill() {}
            response.body = buffer
            buffer = []
        }
        return response
    }

    /// The head of an answer whose body is read by `receiveChunk`.
    func receiveHead() throws -> RawResponse {
        guard let end = try find([13, 10, 13, 10]) else { throw Failure(description: "closed before the head was complete") }
        defer { buffer.removeFirst(end + 4) }
        return RawResponse(head: String(decoding: buffer[..<end], as: UTF8.self))
    }

    /// The next chunk; nil after the last.
    func receiveChunk() throws -> [UInt8]? {
        guard let end = try find([13, 10]) else { throw Failure(description: "closed inside the body") }
        let size = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 2)
        guard let size = Int(size, radix: 16) else { throw Failure(description: "no chunk size: \(size)") }
        let chunk = try take(size)
        _ = try take(2)
        return size == 0 ? nil : chunk
    }

    /// Whether the server closes the connection, within the socket's time limit.
    func isClosed() throws -> Bool { try !fill() }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count { guard try fill() else { throw Failure(description: "closed inside the body") } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    private func find(_ mark: [UInt8]) throws -> Int? {
        while true {
            if buffer.count >= mark.count {
                let starts = 0...(buffer.count - mark.count)
                if let start = starts.first(where: { buffer[$0..<$0 + mark.count].elementsEqual(mark) }) { return start }
            }
            guard try fill() else { return nil }
        }
    }

    private func fill() throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &piece, piece.count, 0)
        if count < 0 && errno == ECONNRESET { return false }
        guard count >= 0 else { throw Failure(description: "receive: \(String(cString: strerror(errno)))") }
        buffer += piece.prefix(count)
        return count > 0
    }
}

/// An answer as it came.
struct RawResponse: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    var body: [UInt8] = []

    init(head: String) {
        let lines = head.split(separator: "\r\n")
        status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        headers = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
    }

    subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The slug of a problem document.
    var slug: String? {
        guard let document = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else { return nil }
        return (document["type"] as? String)?.replacing("urn:pitcrew:problem:", with: "")
    }
}
