import Contracts
import HTTP
import Outbox
import PostgreSQL
import ServiceKit

/// Turns booked appointments into job cards, and sees that the parts are there in time.
public struct JobcardPrepService: PitcrewService {
    public static let name = ServiceName.jobcardPrep
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    private let jobcards: JobcardsAPI
    private let parts: PartsAPI
    private let messages: AppointmentMessages

    public init(_ context: ServiceContext) throws {
        let configuration = try JobcardPrepConfiguration(settings: context.settings)
        let (database, clock) = (context.database, context.clock)
        let reserve = ReserveParts(outbox: context.outbox)
        jobcards = JobcardsAPI(database: database, listed: configuration.jobcardsListed)
        let serve = ServeWaiting(reserve: reserve, outbox: context.outbox)
        parts = PartsAPI(
            database: database, putPart: PutPart(database: database, serve: serve),
            receive: ReceiveGoods(serve: serve, clock: clock, ids: context.ids), setBill: SetBill(database: database)
        )
        messages = AppointmentMessages(prepare: PrepareJobcard(outbox: context.outbox, reserve: reserve, clock: clock))
    }

    public func routes(_ router: inout Router) {
        jobcards.routes(&router)
        parts.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) { messages.register(&handlers) }
}
