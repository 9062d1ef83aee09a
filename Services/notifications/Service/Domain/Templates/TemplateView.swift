import Contracts
import Foundation

/// Where a template stands.
struct TemplateStanding: Sendable, Hashable {
    /// 0 for one that nobody has touched.
    var revision: Int64 = 0
    var draft: TemplateDraft?
    /// 0 for what came with the service; nil where nothing is said under this key.
    var published: Int?
}

/// A line of the list of templates.
struct TemplateSummary: Codable, Sendable {
    let brand: String
    let name: String
    let channel: MessageChannel
    let locale: String
    /// Whether it is put into other templates, and no message.
    let isFragment: Bool
    /// The event its variables come from.
    let event: EventType?
    /// Whether anything sends it yet.
    let isSent: Bool
    /// The version that is said, 0 for what came with the service; absent where there is but a draft.
    let published: Int?
    let hasDraft: Bool

    init(_ key: TemplateKey, _ standing: TemplateStanding) {
        (brand, name, channel, locale) = (key.brand, key.name, key.channel, key.locale)
        isFragment = key.kind == nil
        event = key.kind?.event
        isSent = key.kind?.isSent ?? false
        published = standing.published
        hasDraft = standing.draft != nil
    }
}

/// What is to be said, once it is published.
struct TemplateDraft: Codable, Sendable, Hashable {
    let content: TemplateContent
    let by: String
    let at: Date
}

/// A template with its draft.
struct TemplateView: Codable, Sendable {
    let template: TemplateSummary
    /// What is said; absent where there is but a draft.
    let content: TemplateContent?
    let draft: TemplateDraft?
    /// Of the draft, or of what is said where there is none.
    let warnings: [MessageWarning]
}

/// A version of a template. Versions do not change.
struct TemplateVersion: Codable, Sendable {
    enum Status: String, StringEnum {
        /// Came with the service, and is said.
        case shipped
        case published, superseded
    }

    let version: Int
    let status: Status
    let content: TemplateContent
    /// The version that it says again.
    let revertsTo: Int?
    let publishedBy: String?
    let publishedAt: Date?
}
