import Contracts

/// What is allowed, and perhaps not meant.
struct MessageWarning: Codable, Sendable, Hashable {
    enum Code: String, StringEnum {
        /// Gmail shows no more than 102 KB of a mail's HTML.
        case mailClipped = "mail_clipped"
        case mailNearlyClipped = "mail_nearly_clipped"
        case subjectLong = "subject_long"
        case styleNotInlined = "style_not_inlined"
        case textMessageParts = "text_message_parts"
        case textMessageUnicode = "text_message_unicode"
    }

    let code: Code
    /// For people.
    let detail: String

    /// Of a mail: Gmail clips its HTML behind 102 KB as it is sent, and phones show about 70 characters of a subject.
    static func mail(subject: String, html: String, unknownSelectors: [String]) -> [MessageWarning] {
        var warnings: [MessageWarning] = []
        let (size, limit) = (html.utf8.count, 102 << 10)
        if size > limit {
            warnings.append(MessageWarning(code: .mailClipped, detail: "The HTML is \(size) bytes; Gmail cuts it off behind \(limit)."))
        } else if size > limit * 4 / 5 {
            warnings.append(MessageWarning(code: .mailNearlyClipped, detail: "The HTML is \(size) bytes of \(limit) that Gmail shows."))
        }
        let length = subject.unicodeScalars.count
        if length > 78 { warnings.append(MessageWarning(code: .subjectLong, detail: "The subject has \(length) characters; phones show about 70.")) }
        if !unknownSelectors.isEmpty {
            let names = unknownSelectors.prefix(5).joined(separator: ", ")
            warnings.append(MessageWarning(code: .styleNotInlined, detail: "Many mail programs will not see the styles of \(names)."))
        }
        return warnings
    }

    static func textMessage(_ text: String) -> [MessageWarning] {
        var warnings: [MessageWarning] = []
        let length = SMSLength(text)
        if length.segments > 1 {
            let detail = "It is sent, and paid for, as \(length.segments) parts: \(length.units) \(length.isGSM ? "septets" : "UTF-16 units")."
            warnings.append(MessageWarning(code: .textMessageParts, detail: detail))
        }
        if let first = SMSLength.firstOutside(text), !SMSLength.isInAnotherScript(text) {
            let detail = "For the sake of “\(first)” a part holds 70 characters instead of 160."
            warnings.append(MessageWarning(code: .textMessageUnicode, detail: detail))
        }
        return warnings
    }
}
