import CMicroHTTPD

// The library's callbacks. Ownership: a `Connection` is retained from "started" to "closed" by the socket's context, an
// `Exchange` from the request line to "completed" by the request's context. All of them run on the library's threads.

private func daemon(_ context: UnsafeMutableRawPointer?) -> MicroHTTPDaemon? {
    context.map { Unmanaged<MicroHTTPDaemon>.fromOpaque($0).takeUnretainedValue() }
}

private func connection(of pointer: OpaquePointer) -> Connection? {
    pitcrew_mhd_socket_context(pointer).map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
}

func onConnection(
    context: UnsafeMutableRawPointer?, pointer: OpaquePointer?, socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    code: MHD_ConnectionNotificationCode
) {
    guard let daemon = daemon(context), let pointer, let socketContext else { return }
    if code == .CONNECTION_NOTIFY_STARTED {
        let connection = Connection(descriptor: ConnectionHandle(pointer: pointer).descriptor)
        socketContext.pointee = Unmanaged.passRetained(connection).toOpaque()
        daemon.connections.add(connection)
    } else if let raw = socketContext.pointee {
        socketContext.pointee = nil
        let connection = Unmanaged<Connection>.fromOpaque(raw).takeRetainedValue()
        connection.closed()
        daemon.connections.remove(connection)
    }
}

func onRequestLine(
    context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, pointer: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let daemon = daemon(context), let target, let pointer else { return nil }
    let exchange = Exchange(
        target: String(cString: target), handle: ConnectionHandle(pointer: pointer), admitting: daemon.admitting,
        limits: daemon.limits, stopping: daemon.stopping, handlers: daemon.handlers
    )
    connection(of: pointer)?.began(exchange)
    return Unmanaged.passRetained(exchange).toOpaque()
}

func onAccess(
    context: UnsafeMutableRawPointer?, pointer: OpaquePointer?, path: UnsafePointer<CChar>?, method: UnsafePointer<CChar>?,
    version: UnsafePointer<CChar>?, upload: UnsafePointer<CChar>?, uploadSize: UnsafeMutablePointer<Int>?,
    requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let pointer, let method, let uploadSize, let raw = requestContext?.pointee else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(raw).takeUnretainedValue()
    let size = uploadSize.pointee
    let handle = ConnectionHandle(pointer: pointer)
    guard size > 0, let upload else { return exchange.advance(handle, method: String(cString: method), upload: nil) }
    uploadSize.pointee = 0
    return upload.withMemoryRebound(to: UInt8.self, capacity: size) { bytes in
        exchange.advance(handle, method: "", upload: UnsafeBufferPointer(start: bytes, count: size))
    }
}

func onCompleted(
    context: UnsafeMutableRawPointer?, pointer: OpaquePointer?, requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    code: MHD_RequestTerminationCode
) {
    guard let requestContext, let raw = requestContext.pointee else { return }
    requestContext.pointee = nil
    Unmanaged<Exchange>.fromOpaque(raw).takeRetainedValue().ended()
    if let pointer { connection(of: pointer)?.completed() }
}
