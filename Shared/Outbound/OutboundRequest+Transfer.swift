import FoundationEssentials
import Observability

extension CurlRequest {
    /// The transfer for a request; refuses what could not be sent as it stands.
    init(_ request: OutboundRequest) throws(OutboundError) {
        guard let scheme = request.url.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw OutboundError(kind: .invalidRequest, detail: "the URL is not http or https")
        }
        self.init(
            url: request.url.absoluteString,
            content: .http(
                method: request.method.rawValue, headerLines: try Self.headerLines(for: request), body: request.body,
                followRedirects: request.followRedirects
            ),
            deadline: .now + request.deadline, maximumBytes: request.maxResponseBytes
        )
    }

    private static func headerLines(for request: OutboundRequest) throws(OutboundError) -> [String] {
        var headers = request.headers
        if headers["traceparent"] == nil { headers["traceparent"] = Tracer.current?.traceparent }
        var lines: [String] = []
        for field in headers.fields {
            guard field.isWellFormed else {
                throw OutboundError(kind: .invalidRequest, detail: "header \(field.name) is malformed")
            }
            // libcurl takes "Name:" for "do not send it", and "Name;" for an empty value.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // libcurl would call any body a form.
        if headers["Content-Type"] == nil { lines.append("Content-Type:") }
        if headers["User-Agent"] == nil { lines.append("User-Agent: pitcrew") }
        return lines
    }
}
