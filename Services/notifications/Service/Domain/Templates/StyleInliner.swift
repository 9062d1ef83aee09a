/// Puts a mail's styles into its elements.
enum StyleInliner {
    /// - Returns: the HTML with every rule it could in the elements that the rule is for, and the selectors it could not.
    static func inlined(_ html: String) -> (html: String, unknownSelectors: [String]) {
        var tokens = HTMLToken.all(html)
        let sheet = StyleSheet(takeStyles(from: &tokens))
        var output = ""
        var isKept = sheet.rest.isEmpty
        for token in tokens {
            guard case .start(var element) = token else {
                if case .end("head") = token, !isKept {
                    output += "<style>\(sheet.rest)</style>"
                    isKept = true
                }
                output += token.html
                continue
            }
            if !sheet.rules.isEmpty, !unseen.contains(element.name) { style(&element, by: sheet) }
            output += element.html
        }
        return (output, sheet.unknownSelectors)
    }

    private static let unseen: Set<String> = ["html", "head", "meta", "title", "style", "br"]

    private static func takeStyles(from tokens: inout [HTMLToken]) -> String {
        var (css, kept, isStyle) = ("", [HTMLToken](), false)
        for token in tokens {
            switch token {
            case .start(let element) where element.name == "style": isStyle = true
            case .end("style"): isStyle = false
            case .text(let text) where isStyle: css += text + "\n"
            default: kept.append(token)
            }
        }
        tokens = kept
        return css
    }

    /// The element's own style is stronger than rules, and an important declaration is stronger than that (CSS Cascade Level 3, section 6).
    private static func style(_ element: inout HTMLElement, by sheet: StyleSheet) {
        let classes = element.classes
        var found: [(weight: Int, declaration: StyleSheet.Declaration)] = []
        for rule in sheet.rules where rule.selector.matches(element, classes: classes) {
            found += rule.declarations.map { (rule.selector.specificity, $0) }
        }
        guard !found.isEmpty else { return }
        found += StyleSheet.declarations(element["style"] ?? "").map { (Int(Int32.max), $0) }
        let order = found.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            return (a.declaration.isImportant ? 1 : 0, a.weight, left.offset) < (b.declaration.isImportant ? 1 : 0, b.weight, right.offset)
        }.map(\.element.declaration)
        let last = Dictionary(order.enumerated().map { ($0.element.property, $0.offset) }) { $1 }
        let kept = order.enumerated().filter { last[$0.element.property] == $0.offset }.map(\.element)
        element.set("style", to: kept.map { "\($0.property):\($0.value)" }.joined(separator: ";"))
    }
}
