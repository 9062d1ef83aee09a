import FoundationEssentials

/// A message to render and send.
public struct EmailMessage: Sendable {
    public var from: EmailAddress
    /// All of them see each other; send one message to each person.
    public var to: [EmailAddress]
    public var replyTo: EmailAddress?
    public var subject: String
    /// The plain form; every message has one.
    public var text: String
    /// The same as HTML, for programs that show it.
    public var html: String?
    /// Further forms of the same, for programs that know them, the most telling last.
    public var alternatives: [EmailAlternative]
    /// Further fields in order, such as `Auto-Submitted` or `List-Unsubscribe`.
    public var headers: [Header]
    public var attachments: [EmailAttachment]
    /// `unique@domain`. The same for every try to send the same message, so that a second copy can be told.
    public var messageID: String
    public var date: Date

    public init(
        from: EmailAddress, to: [EmailAddress], replyTo: EmailAddress? = nil, subject: String, text: String, html: String? = nil,
        alternatives: [EmailAlternative] = [], headers: [Header] = [], attachments: [EmailAttachment] = [], messageID: String, date: Date
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.alternatives = alternatives
        self.headers = headers
        self.attachments = attachments
        self.messageID = messageID
        self.date = date
    }

    /// One further field.
    public struct Header: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }
}

/// A form of a message beside text and HTML, such as an invitation that a mail program shows as one.
public struct EmailAlternative: Sendable, Hashable {
    /// With its parameters, like `text/calendar; charset=utf-8; method=REQUEST`.
    public var contentType: String
    public var content: [UInt8]

    public init(contentType: String, content: [UInt8]) {
        (self.contentType, self.content) = (contentType, content)
    }
}

/// A file that goes with a message.
public struct EmailAttachment: Sendable, Hashable {
    public var filename: String
    /// Like `text/calendar`, or with parameters `text/calendar; method=REQUEST; charset=utf-8`.
    public var contentType: String
    public var content: [UInt8]

    public init(filename: String, contentType: String, content: [UInt8]) {
        self.filename = filename
        self.contentType = contentType
        self.content = content
    }
}
