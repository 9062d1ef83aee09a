import Contracts
import Foundation
import Testing

@testable import Notifications

/// What a template may say, and what it is told where it may not.
@Suite struct TemplateLanguageTests {
    private static let wrong: [(html: String, line: Int, column: Int, name: String, rule: String)] = [
        ("Hello {{custmer.name}}", 1, 7, "custmer.name", "is not a variable of confirmation; there is customer"),
        ("a\n  ü{{customer.nme}}", 2, 4, "customer.nme", "is not a variable of confirmation: there is no nme in a group of variables"),
        ("{{price}}", 1, 1, "price", "is an amount of money: show it by | money"),
        ("{{start}}", 1, 1, "start", "is a time: show it by | date, | time or | datetime"),
        ("{{start | money}}", 1, 1, "start", "is a time, and filter money takes an amount of money"),
        ("{{price | mony}}", 1, 1, "price", "has no filter mony; there are choose, count, date"),
        ("{{start | date tiny}}", 1, 1, "start", "filter date takes short, medium, long or full"),
        ("{{start | time zone=\"Mars/Base\"}}", 1, 1, "start", "filter time takes an IANA name as zone"),
        ("{{services}}", 1, 1, "services", "is a list: show it by | join or in a section"),
        ("{{services | join}}", 1, 1, "services", "is a list of something else than texts"),
        ("{{customer}}", 1, 1, "customer", "is a group of variables: name one of them"),
        ("{{status}}", 1, 1, "status", "is one of several values: show it by | choose"),
        ("{{status | choose booked=\"x\"}}", 1, 1, "status", "filter choose lacks a text for checked_in"),
        ("{{status | choose boked=\"x\" other=\"\"}}", 1, 1, "status", "never is boked; it is one of booked"),
        ("{{#status is boked}}x{{/status}}", 1, 1, "status", "never is boked; it is one of booked"),
        ("{{#price is 5}}x{{/price}}", 1, 1, "price", "is an amount of money, which is not asked for a value by is"),
        ("{{previousStart | date}}", 1, 1, "previousStart", "may be missing: put it into {{#previousStart}}"),
        ("{{note}}", 1, 1, "note", "may be missing"),
        ("{{cancellation.reason}}", 1, 1, "cancellation.reason", "may be missing"),
        ("{{^note}}{{note}}{{/note}}", 1, 10, "note", "may be missing"),
        ("{{#customer}}x{{/customer}}", 1, 1, "customer", "is always there: it needs no section"),
        ("{{services | count | plural one=\"x\"}}", 1, 1, "services", "exactly the forms of the language en: one, other"),
        ("{{services | count | plural one=\"x\" few=\"y\" other=\"z\"}}", 1, 1, "services", "exactly the forms of the language en: one, other"),
        ("{{customer.name", 1, 1, "{{customer.name", "is a tag without its }}"),
        ("{{{customer.name}}}", 1, 1, "{{{customer.name}}}", "has three braces: HTML is always escaped"),
        ("{{& customer.name}}", 1, 1, "& customer.name", "asks for no escaping"),
        ("{{=<% %>=}}", 1, 1, "=<% %>=", "changes delimiters"),
        ("{{#note}}x", 1, 1, "note", "is a section without its {{/note}}"),
        ("x{{/note}}", 1, 2, "note", "ends a section that was not begun"),
        ("{{#note}}\n{{/fees}}", 2, 1, "fees", "ends another section than note, begun in line 1"),
        ("{{customer name}}", 1, 1, "customer name", "cannot be read"), ("{{}}", 1, 1, "", "must name a variable"),
        ("{{> nothing}}", 1, 1, "nothing", "is no fragment"), ("{{> self}}", 1, 1, "self", "does not fit: line 1, column 2: self is put into itself"),
        ("{{> inner}}", 1, 1, "inner", "does not fit: line 2, column 1: nobody is not a variable of confirmation"),
        ("{{manageUrl}}", 1, 1, "manageUrl", "is not a variable of confirmation"),
        ("<a href={{link}}>x</a>", 1, 9, "link", "stands where no value may"), ("<{{vehicle.make}}>", 1, 2, "vehicle.make",
        "stands where no value may"),
        ("<p {{vehicle.make}}>", 1, 4, "vehicle.make", "stands where no value may"), ("<!-- {{link}} -->", 1, 6, "link", "stands where no value may"),
        ("<p style=\"color:{{vehicle.make}}\">", 1, 17, "vehicle.make", "is a text, and only colours may stand in a style"),
        ("<style>p { color: {{vehicle.make}} }</style>", 1, 19, "vehicle.make", "only colours may stand in a style"),
        ("{{#note}}<p class=\"{{/note}}a\">", 1, 1, "note", "ends in another place of the HTML than it begins"),
        ("<p {{#note}}class=\"a\"{{/note}}", 1, 1, "", "ends inside a tag"), ("a\n<script>", 2, 8, "", "has <script>, which mails may not have"),
        ("<img src=\"x\" onerror=\"y\">", 1, 21, "", "has the attribute onerror"), ("<iframe/>", 1, 8, "", "has <iframe>"),
        ("<a href=\"javascript:alert(1)\">", 1, 29, "", "has an address that runs a program"), ("a\u{1}", 1, 2, "", "has a control character"),
    ]

    @Test(arguments: wrong.indices) func whatDoesNotFitIsToldWithItsPlaceAndRule(index: Int) throws {
        let wrong = Self.wrong[index]
        let fragments = ["self": "x{{> self}}", "inner": "ok\n{{nobody}}"]
        let issue = try #require(Written.issues(wrong.html, fragments: fragments).first, "\(wrong.html) is taken")
        #expect(issue.field == "html" && issue.line == wrong.line && issue.column == wrong.column, "\(wrong.html): \(issue)")
        #expect(issue.name == wrong.name && issue.rule.contains(wrong.rule), "\(wrong.html): \(issue)")
    }

    @Test(arguments: [
        "{{customer.name}}", "{{#note}}{{note}}{{/note}}", "{{note | default \"-\"}}", "{{#previousStart}}{{previousStart | date}}{{/previousStart}}",
        "{{#cancellation}}{{reason}}{{at | time}}{{/cancellation}}", "{{#fees}}{{amount | money}}{{change | choose move=\"m\" other=\"o\"}}{{/fees}}",
        "{{services.name | join}}", "{{services.price | count}}", "{{#services}}{{name}}{{price | money}}{{customer.name}}{{/services}}",
        "<a href=\"{{link}}\" title='{{customer.name}}'>x</a>", "<p style=\"color:{{brand.colour}}\">",
        "{{#workshop.phone}}{{workshop.phone}}{{/workshop.phone}}",
        "{{^note}}none{{/note}}", "{{#status is booked started}}x{{/status}}", "{{! a note }}{{> ok}}", "a < b", "{{vehicle.year | default \"?\"}}",
        "{{#steps}}{{#technicians}}{{name}}{{/technicians}}{{#bay}}{{name}}{{/bay}}{{start | time}}{{/steps}}",
    ]) func whatFitsIsTaken(html: String) {
        #expect(Written.issues(html, fragments: ["ok": "<p>{{customer.name}}</p>"]).isEmpty)
    }

    @Test func everythingThatIsWrongIsToldAtOnce() {
        #expect(Written.issues("{{a}}{{customer.name}}{{b}}<p>{{price}}</p>").map(\.name) == ["a", "b", "price"])
    }

    @Test func aMessageHasThePartsOfItsChannel() throws {
        func fields(_ content: TemplateContent, _ channel: MessageChannel) -> [String] {
            do throws(TemplateInvalid) { _ = try Written.check(content, channel: channel) } catch { return error.issues.map(\.field) }
            return []
        }
        #expect(fields(TemplateContent(html: "x"), .email) == ["subject"])
        #expect(fields(TemplateContent(subject: " ", html: "x"), .email) == ["subject"])
        #expect(fields(TemplateContent(subject: "x"), .email) == ["html"])
        #expect(fields(TemplateContent(), .sms) == ["text"])
        #expect(fields(TemplateContent(subject: "x", html: "x", text: "x"), .sms) == ["subject", "html"])
        #expect(fields(TemplateContent(subject: "{{x}}", html: "{{x}}", text: "{{x}}"), .email) == ["subject", "html", "text"])
        #expect(fields(TemplateContent(subject: "x", html: "x", layout: "none"), .email) == ["layout"])
    }

    /// A thing that an event has is a variable, of the kind that the contract says.
    @Test func variablesAreThoseOfTheContract() throws {
        let all = Dictionary(uniqueKeysWithValues: VariableListing.all(ContractVariables.of(.confirmation)).map { ($0.path, $0) })
        #expect(all["price"]?.type == "money" && all["start"]?.type == "time" && all["vehicle.year"]?.type == "number")
        #expect(all["services[].price"]?.type == "money" && all["previousStart"]?.isOptional == true && all["start"]?.isOptional == false)
        #expect(all["status"]?.values == AppointmentStatus.allCases.map(\.rawValue))
        #expect(all["manageUrl"] == nil, "a link with a secret in it stands in link alone")
        let code = VariableListing.all(ContractVariables.of(.signInCode)).map(\.path)
        #expect(code.contains("code") && !code.contains("sealedCode"))
        for kind in MessageKind.allCases { #expect(ContractVariables.of(kind).count > 6, "\(kind)") }
    }

    private static let values: [String: Variable] = [
        "name": Variable(.text), "link": Variable(.text), "n": Variable(.number), "colour": Variable(.colour), "at": Variable(.instant),
        "day": Variable(.day), "amount": Variable(.money), "items": Variable(.list(.text)),
    ]

    private static let escaped: [(source: String, value: String, result: String)] = [
        ("<p>{{name}}</p>", "<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>"), ("<p title=\"{{name}}\">", "\" onclick=\"x",
        "<p title=\"&quot; onclick=&quot;x\">"),
        ("<a href=\"{{name}}\">", "javascript:alert(1)", "<a href=\"#\">"), ("<a href=\"{{name}}\">", "JaVaScRiPt:x", "<a href=\"#\">"),
        ("<a href=\"{{name}}\">", "https://a.example/?b=c&d", "<a href=\"https://a.example/?b=c&amp;d\">"),
        ("<a href=\"{{name}}:x\">", "javascript", "<a href=\"#:x\">"), ("<a href=\"https://a.example/?q={{name}}\">", "a&b=\"/",
        "<a href=\"https://a.example/?q=a%26b%3D%22%2F\">"),
        ("<a href=\"tel:{{name}}\">", "+49 30", "<a href=\"tel:%2B49%2030\">"),
    ]

    @Test(arguments: escaped.indices) func aValueIsMadeSafeForWhereItStands(index: Int) throws {
        let row = Self.escaped[index]
        #expect(try Written.html(row.source, Self.values, ["name": .string(row.value)]) == row.result)
    }

    @Test func aColourIsAColour() throws {
        let source = "<p style=\"color:{{colour}}\">"
        #expect(try Written.html(source, Self.values, ["colour": "#c2410c"]) == "<p style=\"color:#c2410c\">")
        #expect(try Written.html(source, Self.values, ["colour": "red;position:fixed"]) == "<p style=\"color:inherit\">")
    }

    /// A customer's time is that of their zone, over a change of clocks too.
    @Test func timesAreInTheZone() throws {
        func said(_ at: String, _ zone: String, _ filter: String = "time") throws -> String {
            try Written.html("{{at | \(filter)}}", Self.values, ["at": .string(at)], locale: "de", zone: zone)
        }
        #expect(try said("2026-03-29T00:30:00Z", "Europe/Berlin") == "1:30")
        #expect(try said("2026-03-29T01:30:00Z", "Europe/Berlin") == "3:30")
        #expect(try said("2026-10-25T00:30:00Z", "Europe/Berlin") == "2:30")
        #expect(try said("2026-10-25T01:30:00Z", "Europe/Berlin") == "2:30")
        #expect(try said("2026-03-29T21:00:00Z", "Asia/Dubai", "date long") == "30. März 2026")
        #expect(try said("2026-03-29T21:00:00Z", "Asia/Dubai", "time zone=\"America/New_York\"") == "17:00")
        #expect(try said("not a time", "Asia/Dubai") == "")
    }

    @Test func aDayIsThatDayInEveryZone() throws {
        for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"] {
            #expect(try Written.html("{{day | date long}}", Self.values, ["day": "2026-03-29"], zone: zone) == "March 29, 2026")
        }
    }

    @Test func valuesOfAnotherKindThanPromisedAreNothing() throws {
        let source = "{{name}}|{{n}}|{{at | time}}|{{amount | money}}|{{items | join}}|{{items | count}}"
        let values: JSONValue = ["name": [1], "n": "x", "at": 5, "amount": ["amount": "x", "currency": "EUR"], "items": "x"]
        #expect(try Written.html(source, Self.values, values) == "|x||||")
        #expect(try Written.html(source, Self.values, .null) == "|||||")
    }

    @Test func aLongMessageIsRefusedInsteadOfFillingTheMemory() {
        let list = Variable(.list(.text))
        let items = JSONValue.array(Array(repeating: "x", count: 2_000))
        #expect(throws: TemplateRenderer.TooMuch.self) {
            try Written.html("{{#items}}{{#items}}{{#items}}x{{/items}}{{/items}}{{/items}}", ["items": list], ["items": items])
        }
        #expect(throws: TemplateRenderer.TooMuch.self) {
            try Written.html(String(repeating: "{{name}}", count: 600), Self.values, ["name": .string(String(repeating: "y", count: 1_000))])
        }
    }

    /// Each fragment twice in the next one would be a million nodes.
    @Test func fragmentsCannotGrowWithoutBound() throws {
        let fragments = Dictionary(uniqueKeysWithValues: (0..<15).map { ("f\($0)",
        $0 == 0 ? "x" : "{{> f\($0 - 1)}}{{> f\($0 - 1)}}{{> f\($0 - 1)}}") })
        let issue = try #require(Written.issues("{{> f14}}", fragments: fragments).first)
        #expect(issue.rule.contains("more than 20000 parts"))
        #expect(Written.issues(String(repeating: "{{#services}}", count: 17)).first?.rule.contains("deeper than 16") == true)
    }
}
