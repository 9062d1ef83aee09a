import Contracts
import Foundation
import JSONSchema
import Testing

@Suite struct SchemaTests {
    /// Every contract describes itself completely.
    @Test(arguments: EventCatalogue.definitions.map(\.type.rawValue))
    func aContractHasNoGaps(type: String) throws {
        let definition = try #require(EventCatalogue.definition(of: EventType(type)))
        let schema = JSONSchema.of(definition.payload)
        #expect(schema.gaps == [])
        #expect(schema.definitions.isEmpty == false)
    }
}
