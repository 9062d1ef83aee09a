import Contracts
import Foundation

struct TemplatesQuery: Codable, Sendable {
    /// `default` unless told.
    let brand: String?
    let name: String?
    let channel: MessageChannel?
    let locale: String?
}

struct TemplatesPage: Codable, Sendable {
    let items: [TemplateSummary]
}

struct TemplateVersionsPage: Codable, Sendable {
    let items: [TemplateVersion]
}

/// What templates of a message may name.
struct TemplateVariablesPage: Codable, Sendable {
    let event: EventType
    let isSent: Bool
    let items: [VariableListing]
}

struct RevertWish: Codable, Sendable {
    /// 0 for what came with the service.
    let version: Int
}

struct PreviewWish: Codable, Sendable {
    /// What was not saved yet; the draft, or what is said, unless given.
    let content: TemplateContent?
    /// A message of the ledger whose appointment it is to tell, which takes the permission to see customers; an example unless given.
    let messageId: UUID?
    /// The reader's locale; the template's unless told.
    let locale: String?
}

struct TestWish: Codable, Sendable {
    /// A mail's address, or a number in E.164.
    let to: String
    let content: TemplateContent?
    let messageId: UUID?
    let locale: String?
}

/// A message as it would be sent.
struct PreviewAnswer: Codable, Sendable {
    struct TextMessage: Codable, Sendable {
        /// `GSM-7` or `UCS-2`.
        let encoding: String
        /// Septets, or UTF-16 code units.
        let units: Int
        /// As how many messages it is sent, and paid for.
        let parts: Int
    }

    let subject: String?
    let html: String?
    let text: String
    /// Bytes of the HTML.
    let size: Int?
    let textMessage: TextMessage?
    let warnings: [MessageWarning]

    init(_ message: RenderedMessage) {
        html = message.html
        subject = message.html == nil ? nil : message.subject
        text = message.text
        size = message.html?.utf8.count
        let length = message.html == nil ? SMSLength(message.text) : nil
        textMessage = length.map { TextMessage(encoding: $0.isGSM ? "GSM-7" : "UCS-2", units: $0.units, parts: $0.segments) }
        warnings = message.warnings
    }
}

struct BrandView: Codable, Sendable {
    let name: String
    let brand: Brand
}

struct BrandsPage: Codable, Sendable {
    let items: [BrandView]
}
