import CMicroHTTPD
import Glibc

/// A connection of libmicrohttpd.
///
/// `@unchecked Sendable`: the pointer is used on the library's own thread, inside its callbacks, with one exception the library
/// allows from anywhere: `resume()` of a connection that is suspended. `Exchange` resumes under the lock under which it
/// suspended.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    func suspend() { MHD_suspend_connection(pointer) }

    func resume() { MHD_resume_connection(pointer) }

    var headSize: Int { pitcrew_mhd_head_size(pointer) }

    var descriptor: CInt { pitcrew_mhd_descriptor(pointer) }

    /// The header fields, copied. Bytes that are not UTF-8 become replacement characters.
    func headers() -> HTTPHeaders {
        var headers = HTTPHeaders()
        withUnsafeMutablePointer(to: &headers) { target in
            _ = MHD_get_connection_values(pointer, .HEADER_KIND, collectHeader, target)
        }
        return headers
    }
}

private func collectHeader(
    context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?, value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let context, let name else { return .YES }
    let text = value.map { String(cString: $0) } ?? ""
    context.assumingMemoryBound(to: HTTPHeaders.self).pointee.append(String(cString: name), text)
    return .YES
}
