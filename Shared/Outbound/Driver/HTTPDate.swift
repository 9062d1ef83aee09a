import CCurl
import FoundationEssentials

enum HTTPDate {
    /// The instant of an HTTP date in any of its three forms (RFC 9110 section 5.6.7); nil for other texts.
    static func parse(_ text: String) -> Date? {
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Date(timeIntervalSince1970: TimeInterval(seconds))
    }
}
