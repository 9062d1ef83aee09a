import FoundationEssentials

/// One request to another system over HTTP.
public struct OutboundRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET", head = "HEAD", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE", options = "OPTIONS"
    }

    public var method: Method
    /// `http` or `https`.
    public var url: URL
    public var headers: OutboundHeaders
    public var body: [UInt8]
    /// What the whole exchange may take, waiting for a turn included.
    public var deadline: Duration
    /// A longer body, counted after decompression, fails the request.
    public var maxResponseBytes: Int
    /// At most five, to http and https only; each hop is held to the address policy. Headers other than `Authorization` and
    /// `Cookie` go along to other hosts.
    public var followRedirects: Bool
    public var addressPolicy: AddressPolicy
    /// Which system this is, as the metrics' label `target`: one of few words, never a host name from outside.
    public var target: String

    public init(
        _ method: Method = .get, _ url: URL, target: String, headers: OutboundHeaders = [:], body: [UInt8] = [],
        deadline: Duration = .seconds(10), maxResponseBytes: Int = 1 << 20, followRedirects: Bool = false,
        addressPolicy: AddressPolicy = .any
    ) {
        self.method = method
        self.url = url
        self.target = target
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.maxResponseBytes = maxResponseBytes
        self.followRedirects = followRedirects
        self.addressPolicy = addressPolicy
    }

    /// The same with a JSON body.
    public static func json(
        _ method: Method, _ url: URL, target: String, body: some Sequence<UInt8>, headers: OutboundHeaders = [:],
        deadline: Duration = .seconds(10), addressPolicy: AddressPolicy = .any
    ) -> OutboundRequest {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return OutboundRequest(
            method, url, target: target, headers: headers, body: Array(body), deadline: deadline,
            addressPolicy: addressPolicy
        )
    }
}
