import Contracts
import Foundation

/// What a ``SecurityLetter`` says, in one language.
struct SecurityWords: LetterWords {
    struct Told: Sendable {
        let subject: String
        /// With the passkey's, the number's or the device's name as `{label}`.
        let sentence: String
    }

    let language: String
    let direction: String
    let told: [AccountSecurityChange.Change: Told]
    /// What a device is called that does not tell.
    let unnamed: String
    let when: String
    let calm: String
    let ifNot: String
    let staff: String
    /// For who cannot get into the account any more, or has lost something of it.
    let ask: String
    /// For staff whose password was changed: only the operator can have done it.
    let askOperator: String
    let action: String

    static let all = [english, german, arabic]

    func told(_ change: AccountSecurityChange.Change) -> Told { told[change] ?? Told(subject: action, sentence: "{label}") }

    /// What to do if it was somebody else.
    func advice(_ change: AccountSecurityChange) -> String {
        switch change.change {
        case .addressChanged, .phoneLost: ask
        case .passwordChanged: askOperator
        default: change.kind == "staff" ? "\(ifNot) \(staff)" : ifNot
        }
    }

    /// In UTC and saying so: where the reader is, is not known.
    func time(_ date: Date) -> String {
        date.formatted(Date.FormatStyle(date: .long, time: .shortened, locale: Locale(identifier: language), timeZone: .gmt)) + " UTC"
    }
}
