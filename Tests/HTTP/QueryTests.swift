import Contracts
import Foundation
import Testing

@testable import HTTP

@Suite struct QueryTests {
    private static let id = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"

    @Test func everyKindOfParameterIsDecoded() throws {
        let filter = try QueryDecoder.decode(
            Filter.self,
            from: "workshopId=\(Self.id)&colours=red,dark_blue&from=2026-03-29&limit=5&deep=true"
                + "&since=2026-03-29T08%3A00%3A00%2B02%3A00"
        )
        #expect(filter.workshopId == UUID(uuidString: Self.id))
        #expect(filter.colours == [.red, .darkBlue])
        #expect(filter.from == LocalDate(year: 2026, month: 3, day: 29))
        #expect(filter.limit == 5)
        #expect(filter.deep == true)
        #expect(filter.since == Date(timeIntervalSince1970: 1_774_764_000))
    }

    @Test func optionalParametersMayBeLeftOutOrEmpty() throws {
        let query = "workshopId=\(Self.id)&colours=red&colours=dark_blue&from=&limit="
        let filter = try QueryDecoder.decode(Filter.self, from: query)
        #expect(filter == Filter(workshopId: UUID(uuidString: Self.id)!, colours: [.red, .darkBlue]))
    }

    @Test(arguments: [
        ("colours=red", "workshopId", "is required"), ("workshopId=1&colours=red", "workshopId", "must be a UUID"),
        ("workshopId=ID&colours=green", "colours", "must be one of red, dark_blue"),
        ("workshopId=ID&colours=red&limit=many", "limit", "must be an integer"),
        ("workshopId=ID&colours=red&limit=99999999999999999999", "limit", "must be an integer"),
        ("workshopId=ID&colours=red&limit=1&limit=2", "limit", "must be given once"),
        ("workshopId=ID&colours=red&from=2026-02-30", "from", "must be a date as 2026-03-29"),
        ("workshopId=ID&colours=red&deep=yes", "deep", "must be true or false"),
        ("workshopId=ID&workshopId=ID&colours=red", "workshopId", "must be given once"),
    ])
    func aBadParameterIsNamed(query: String, field: String, rule: String) {
        let problem = #expect(throws: Problem.self) {
            try QueryDecoder.decode(Filter.self, from: query.replacing("ID", with: Self.id))
        }
        #expect(problem?.slug == "invalid-parameter")
        #expect(problem?.errors == [FieldViolation(field, rule)])
    }

    @Test func unknownParametersAreRefusedByName() {
        let problem = #expect(throws: Problem.self) {
            try QueryDecoder.decode(Filter.self, from: "workshopId=\(Self.id)&colours=red&colour=x&b=1")
        }
        #expect(problem?.slug == "unknown-parameter")
        #expect(problem?.errors.map(\.field) == ["b", "colour"])
    }

    @Test(arguments: ["limit=%", "limit=%4", "limit=%zz", "limit=%00", "%ff=1", "a" + String(repeating: "%CC%81", count: 31) + "=1"])
    func aBrokenEscapeIsRefused(query: String) {
        #expect(throws: Problem.self) { try QueryDecoder.decode(Filter.self, from: query) }
    }
}
