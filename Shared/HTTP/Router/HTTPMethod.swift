/// The request methods routes are declared for. HEAD is answered by every GET route, OPTIONS by every path.
public enum HTTPMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}
