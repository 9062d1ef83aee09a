import Contracts
import Foundation

/// All that is said at one moment: what was published, over what came with the service, and the brands.
struct TemplateSnapshot: Sendable {
    /// A version of a template; 0 is what came with the service.
    struct Source: Sendable, Hashable {
        let key: TemplateKey
        let version: Int
        let content: TemplateContent

        /// As the ledger names it: `default/confirmation/email/de@3`.
        var text: String { "\(key.text)@\(version)" }
    }

    /// Grows with what is said; -1 for what came with the service alone.
    var revision: Int64 = -1
    var brands: [String: Brand]
    /// By workshop.
    var brandNames: [UUID: String]
    var published: [TemplateKey: Source]

    static let shipped = TemplateSnapshot(brands: [:], brandNames: [:], published: [:])

    /// The brand a workshop speaks as; the default one where none says otherwise.
    func brand(of workshop: UUID?) -> (name: String, brand: Brand) {
        let name = workshop.flatMap { brandNames[$0] } ?? Brand.defaultName
        return (name, brand(name))
    }

    func brand(_ name: String) -> Brand { brands[name] ?? brands[Brand.defaultName] ?? .standard }

    /// What is said under a key, and nowhere else.
    func source(_ key: TemplateKey) -> Source? { published[key] ?? Self.shippedSource(key) }

    static func shippedSource(_ key: TemplateKey) -> Source? {
        ShippedTemplates.all[key].map { Source(key: key, version: 0, content: $0) }
    }

    /// The best there is: of the first of these locales that has any, the brand's own before the default one's.
    func find(_ name: String, _ channel: MessageChannel, locales: [String], brand: String) -> Source? {
        for locale in locales {
            for brand in brand == Brand.defaultName ? [brand] : [brand, Brand.defaultName] {
                let key = TemplateKey(brand: brand, name: name, channel: channel, locale: locale)
                if let source = source(key) { return source }
            }
        }
        return nil
    }

    /// What checks a template of this key, with the fragments that are said where it is.
    func compiler(for key: TemplateKey) -> TemplateCompiler {
        TemplateCompiler(channel: key.channel, language: MessageLanguage.of(key.locale)) { name in
            guard MessageKind(rawValue: name) == nil else { return nil }
            let content = find(name, key.channel, locales: TemplateKey.locales(key.locale), brand: key.brand)?.content
            return key.channel == .email ? content?.html : content?.text
        }
    }

    /// Everything that is said, by key.
    var sources: [Source] {
        Array(published.values) + ShippedTemplates.all.keys.filter { published[$0] == nil }.compactMap(Self.shippedSource)
    }

    /// The same with another content under a key.
    func with(_ content: TemplateContent, at key: TemplateKey) -> TemplateSnapshot {
        var other = self
        other.published[key] = Source(key: key, version: (published[key]?.version ?? 0) + 1, content: content)
        return other
    }
}
