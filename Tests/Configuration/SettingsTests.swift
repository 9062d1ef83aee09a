import Configuration
import Testing

@Suite struct SettingsTests {
    @Test func readsAVariableWithoutTheBlanksAroundIt() throws {
        #expect(try Settings(environment: ["NAME": " text\n"]).string("NAME") == "text")
    }

    @Test func readsTheDefaultWhenTheVariableIsAbsentOrEmpty() throws {
        #expect(try Settings(environment: [:]).string("NAME", default: "default") == "default")
        #expect(try Settings(environment: ["NAME": " "]).string("NAME", default: "default") == "default")
        #expect(try Settings(environment: ["NAME": ""]).optionalString("NAME") == nil)
    }

    @Test func namesARequiredVariableThatIsAbsent() {
        let error = #expect(throws: ConfigurationError.self) { try Settings(environment: [:]).string("PITCREW_HTTP_PORT") }
        #expect(error?.description.hasPrefix("PITCREW_HTTP_PORT is required") == true)
    }

    @Test(arguments: ["0", "1", "65535"]) func readsAWholeNumber(text: String) throws {
        #expect(try Settings(environment: ["PORT": text]).int("PORT", in: 0...65535) == Int(text))
    }

    @Test(arguments: ["-1", "65536", "8.5", "0x10", "eighty", "8 0", "99999999999999999999"])
    func namesTheBoundsOfAWholeNumber(text: String) {
        #expect(throws: ConfigurationError(name: "PORT", rule: "must be a whole number from 0 to 65535")) {
            try Settings(environment: ["PORT": text]).int("PORT", default: 1, in: 0...65535)
        }
    }

    @Test(arguments: [
        ("true", true), ("YES", true), ("on", true), ("1", true), ("False", false), ("no", false), ("off", false), ("0", false),
    ])
    func readsABoolean(text: String, expected: Bool) throws {
        #expect(try Settings(environment: ["FLAG": text]).bool("FLAG") == expected)
    }

    @Test func refusesWhatIsNoBoolean() {
        #expect(throws: ConfigurationError(name: "FLAG", rule: "must be true or false")) {
            try Settings(environment: ["FLAG": "maybe"]).bool("FLAG", default: true)
        }
    }

    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("10s", .seconds(10)), ("5m", .seconds(300)), ("24h", .seconds(86_400)),
        ("0s", .zero),
    ])
    func readsADuration(text: String, expected: Duration) throws {
        #expect(try Settings(environment: ["WAIT": text]).duration("WAIT") == expected)
    }

    @Test(arguments: ["10", "s", "1.5s", "-1s", "+1s", "10 s", "1d", "99999999999999999999h", "9223372036854775807h"])
    func refusesWhatIsNoDuration(text: String) {
        #expect(throws: ConfigurationError.self) { try Settings(environment: ["WAIT": text]).duration("WAIT", default: .zero) }
    }

    @Test func holdsADurationToItsBounds() {
        let error = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["WAIT": "2m"]).duration("WAIT", in: .seconds(1) ... .seconds(60))
        }
        #expect(error?.rule.hasSuffix("from 1.0 seconds to 60.0 seconds") == true)
    }

    @Test func readsAURL() throws {
        let settings = Settings(environment: ["URL": "postgresql://user:p%40ss@db:5432/booking"])
        let url = try settings.url("URL", schemes: ["postgresql"])
        #expect(url.host == "db" && url.port == 5432 && url.path == "/booking")
        #expect(try settings.optionalURL("OTHER") == nil)
    }

    @Test(arguments: ["db:5432", "/path", "http://", "ftp://host", "http://a b/", "amqp://guest@host"])
    func refusesAURLThatIsNotAbsoluteOrOfAnotherKind(text: String) {
        #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["URL": text]).url("URL", schemes: ["http", "https"])
        }
    }

    @Test func readsAList() throws {
        #expect(try Settings(environment: ["LIST": "a, b ,,c"]).list("LIST") == ["a", "b", "c"])
        #expect(try Settings(environment: [:]).list("LIST", default: []) == [])
    }

    @Test func readsAChoiceAndNamesAllOfThem() throws {
        enum Speed: String, CaseIterable { case slow, fast }
        #expect(try Settings(environment: ["SPEED": "fast"]).choice("SPEED", of: Speed.self) == .fast)
        #expect(throws: ConfigurationError(name: "SPEED", rule: "must be one of slow, fast")) {
            try Settings(environment: ["SPEED": "FAST"]).choice("SPEED", of: Speed.self)
        }
    }
}
