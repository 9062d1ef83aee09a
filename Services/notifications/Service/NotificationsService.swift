import Concurrency
import Contracts
import HTTP
import Lifecycle
import Outbound
import Outbox
import PostgreSQL
import ServiceKit

/// Tells customers about their appointments, once each.
public struct NotificationsService: PitcrewService {
    public static let name = ServiceName.notifications
    public static let migrations = [
        Migration(1, "initial", PackageResources.V001_initial_sql), Migration(2, "overtaken", PackageResources.V002_overtaken_sql),
        Migration(3, "ledger_order", PackageResources.V003_ledger_order_sql),
    ]

    private let ledger: MessagesAPI
    private let appointments: AppointmentMessages
    private let sender: SendMessages

    public init(_ context: ServiceContext) throws {
        let configuration = try NotificationsConfiguration(settings: context.settings)
        let wakeup = Wakeup()
        ledger = MessagesAPI(database: context.database)
        appointments = AppointmentMessages(
            plan: PlanMessages(lead: configuration.reminderLead, clock: context.clock, wakeup: wakeup)
        )
        sender = SendMessages(
            database: context.database, outbox: context.outbox,
            mailer: Mailer(
                smtp: SMTPClient(configuration: configuration.smtp, client: context.http), sender: configuration.sender,
                publicURL: context.publicURL.absoluteString
            ),
            attempts: configuration.attempts, retryBase: configuration.retryBase, tracer: context.tracer, logger: context.logger,
            clock: context.clock, wakeup: wakeup,
            // No try outlives its deadline; the rest is room to note how it went.
            lease: configuration.smtp.deadline * 3 / .seconds(1)
        )
    }

    public func routes(_ router: inout Router) { ledger.routes(&router) }

    public func messages(_ handlers: inout MessageHandlers) { appointments.register(&handlers) }

    public func workers() -> [any Service] { [sender] }
}
