import Configuration
import Testing

@Suite struct SecretTests {
    private struct Holder {
        let name = "database"
        let password = Secret("hunter2")
    }

    @Test func revealsItsValueOnlyWhenAsked() { #expect(Secret("hunter2").revealed == "hunter2") }

    @Test func printsOnlyAPlaceholder() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Holder(), to: &dumped)
        let printed = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder())", "\([secret])",
            "\(Optional(secret) as Any)", dumped,
        ]
        for text in printed { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(secret)" == "[redacted]")
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    /// The value of a wrong setting may be a password in the wrong place.
    @Test(
        arguments: [
            { (settings: Settings) in _ = try settings.int("X", in: 0...1) }, { _ = try $0.bool("X") },
            { _ = try $0.duration("X") },
            { _ = try $0.url("X") }, { _ = try $0.secret("X") },
        ] as [@Sendable (Settings) throws -> Void])
    func noErrorShowsAValue(read: @Sendable (Settings) throws -> Void) {
        let settings = Settings(environment: ["X": "hunter2", "X_FILE": ""])
        let both = Settings(environment: ["X": "hunter2", "X_FILE": "/hunter2"])
        for settings in [settings, both] {
            do {
                try read(settings)
            } catch {
                #expect(!String(reflecting: error).contains("hunter2"))
            }
        }
    }
}
