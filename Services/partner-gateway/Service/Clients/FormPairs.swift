import Contracts

/// Writes `application/x-www-form-urlencoded`; what is not unreserved (RFC 3986) is escaped.
enum FormPairs {
    static func encode(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1))" }.joined(separator: "&")
    }
}
