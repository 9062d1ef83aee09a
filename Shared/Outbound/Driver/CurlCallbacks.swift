import CCurl
import Glibc

// What libcurl calls while it works, on the loop's thread. Free functions: a closure could inherit an actor it does not run on.
// `context` is the transfer, which the loop keeps alive as long as libcurl may call.

func curlHeaderReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any other number than was offered ends the transfer.
    return transfer.receiveHeader(line) ? line.count : 0
}

func curlBodyReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.receiveBody(part) ? part.count : 0
}

func curlBodyWanted(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return ccurl_abort_read() }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

/// Opens the socket for exactly the address libcurl is about to connect to, unless that address is not public: whatever a name
/// resolved to before, or a redirect says, is caught here.
func curlOpenPublicSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ target: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let target else { return ccurl_bad_socket() }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    guard let address = IPAddress(target), transfer.policy.permits(address) else {
        transfer.ownFailure = CurlFailure(.blockedAddress, "the address is not public")
        return ccurl_bad_socket()
    }
    return newSocket(for: target)
}

private func newSocket(for target: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    socket(target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), target.pointee.protocol)
}

func curlOpenMailSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ target: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let target else { return ccurl_bad_socket() }
    let socket = newSocket(for: target)
    if socket >= 0 { Unmanaged<MailSockets>.fromOpaque(context).takeUnretainedValue().opened(socket) }
    return socket
}

func curlCloseMailSocket(_ context: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> Int32 {
    if let context { Unmanaged<MailSockets>.fromOpaque(context).takeUnretainedValue().closed(socket) }
    return close(socket)
}

/// Called at least once a second, also while libcurl waits inside a call for a mail server's answer. Not 0 ends the transfer.
func curlMayGoOn(_ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t) -> Int32 {
    guard let context else { return 1 }
    return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().mayGoOn() ? 0 : 1
}
