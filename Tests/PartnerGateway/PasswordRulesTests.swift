import Testing

@testable import PartnerGateway

@Suite struct PasswordRulesTests {
    @Test(arguments: [
        ("correct horse", nil), ("4c1f9a77b2e0d583", nil), ("ganz anderes Wort", nil),
        ("elevenchars", "12 to 128"), ("1234567890Qwerty", "commonest"), ("1QAZ2wsx3edc", "commonest"), ("abcabcabcabc", "repetition"),
        ("aaaaaaaaaaaa", "repetition"), ("123456789012", "sequence"), ("zyxwvutsrqpo", "sequence"), ("my Pitcrew login", "system's"),
        ("ada.lovelace!!", "address"), ("xxLOVELACExx1", "name"),
    ] as [(String, String?)])
    func aPasswordIsMeasuredByItsRules(password: String, rule: String?) {
        let violation = PasswordRules.violation(of: password, owner: ["ada@garage.example", "Ada Lovelace"])
        #expect(rule == nil ? violation == nil : violation?.contains(rule ?? "") == true, "\(violation ?? "none")")
    }
}
