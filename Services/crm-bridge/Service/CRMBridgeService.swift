import Concurrency
import Contracts
import HTTP
import Lifecycle
import Outbox
import PostgreSQL
import ServiceKit

/// Customers in one place: who they are, what they drive, when they came, how likely they are to stay away; and the CRM told of it.
public struct CRMBridgeService: PitcrewService {
    public static let name = ServiceName.crmBridge
    public static let migrations = [
        Migration(1, "initial", PackageResources.V001_initial_sql), Migration(2, "addresses_move", PackageResources.V002_addresses_move_sql),
        Migration(3, "consents", PackageResources.V003_consents_sql),
    ]

    private let customers: CustomersAPI
    private let imports: ImportAPI
    private let consents: ConsentAPI
    private let status: SyncAPI
    private let messages: CustomerMessages
    private let sync: SyncContacts?

    public init(_ context: ServiceContext) throws {
        let configuration = try CRMBridgeConfiguration(settings: context.settings)
        let (database, clock, wakeup) = (context.database, context.clock, Wakeup())
        let save = SaveCustomers(outbox: context.outbox, clock: clock, wakeup: wakeup)
        customers = CustomersAPI(
            database: database, edit: EditCustomer(database: database, save: save, clock: clock),
            erase: EraseCustomer(database: database, outbox: context.outbox, save: save, clock: clock)
        )
        consents = ConsentAPI(record: RecordConsent(database: database, outbox: context.outbox, clock: clock))
        imports = ImportAPI(importCustomers: ImportCustomers(database: database, save: save, clock: clock))
        status = SyncAPI(database: database, isOn: configuration.hubSpot != nil, clock: clock)
        messages = CustomerMessages(appointments: RecordAppointments(save: save), scores: RecordScores(save: save))
        sync = configuration.hubSpot.map { hubSpot in
            SyncContacts(
                database: database,
                client: HubSpotClient(
                    http: context.http, base: hubSpot.url, token: hubSpot.token, deadline: hubSpot.deadline, clock: clock
                ),
                backoff: configuration.backoff, logger: context.logger, metrics: SyncMetrics(context.metrics), clock: clock, wakeup: wakeup
            )
        }
    }

    public func routes(_ router: inout Router) {
        imports.routes(&router)
        customers.routes(&router)
        customers.addErasing(to: &router)
        consents.routes(&router)
        status.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) { messages.register(&handlers) }

    public func workers() -> [any Service] { [sync].compactMap { $0 } }
}
