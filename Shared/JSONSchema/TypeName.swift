/// Names of definitions, made from what the runtime calls a type.
enum TypeName {
    /// `Module.Page<Module.Outer.Inner>` becomes `PageOfOuterInner`.
    static func short(_ full: String) -> String {
        var result = ""
        var word = ""
        func flush() {
            guard !word.isEmpty else { return }
            let parts = word.split(separator: ".").filter { !$0.hasPrefix("(") }
            let name = parts.count > 1 ? parts.dropFirst().joined() : parts.joined()
            result += name.filter { $0.isLetter || $0.isNumber || $0 == "_" }
            word = ""
        }
        var isInsideContext = 0
        for character in full {
            switch character {
            case "(": isInsideContext += 1
            case ")": isInsideContext -= 1
            case _ where isInsideContext > 0: continue
            case "<": flush(); result += "Of"
            case ",": flush(); result += "And"
            case ">", " ": flush()
            default: word.append(character)
            }
        }
        flush()
        return result
    }
}
