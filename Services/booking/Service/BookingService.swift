import Contracts
import Foundation
import HTTP
import Lifecycle
import Outbox
import PostgreSQL
import ServiceKit

/// Booking: workshops and what can be booked there, free slots, appointments and their changes. All of its wiring is here.
public struct BookingService: PitcrewService {
    public static let name = ServiceName.booking
    public static let migrations = [
        Migration(1, "booking", PackageResources.V001_booking_sql), Migration(2, "rules", PackageResources.V002_rules_sql),
    ]

    private let publicRoutes: PublicRoutes
    private let linkRoutes: LinkRoutes
    private let customerRoutes: CustomerRoutes
    private let staffRoutes: StaffRoutes
    private let boardRoutes: BoardRoutes
    private let planningRoutes: PlanningRoutes
    private let catalogueRoutes: CatalogueRoutes
    private let importRoutes: ImportRoutes
    private let policyRoutes: PolicyRoutes
    private let exceptionRoutes: ExceptionRoutes
    private let auditRoutes: AuditRoutes
    private let expireExceptions: ExpireExceptions
    private let messages: BookingMessages

    public init(_ context: ServiceContext) throws {
        let settings = try BookingConfiguration(settings: context.settings)
        let (database, clock, outbox) = (context.database, context.clock, context.outbox)
        let metrics = BookingMetrics(context.metrics)
        let policies = Policies(defaults: Policy(
            move: Policy.Terms(window: settings.changeWindow), cancel: Policy.Terms(window: settings.cancelWindow)
        ))
        let limits = BookingLimits(notice: settings.notice, horizonDays: settings.horizonDays, gridMinutes: settings.gridMinutes)

        let (catalogue, appointments, contacts, days, audit) =
            (CatalogueStore(), AppointmentStore(), ContactStore(), DayStore(), AuditStore())
        let plans = PlanStore(catalogue: catalogue, clock: clock)
        let boards = BoardSignals()
        let ledger = ScheduleLedger(appointments: appointments, contacts: contacts, audit: audit, outbox: outbox, boards: boards)
        let reservation = SlotReservation(plans: plans, days: days)
        let links = ManageLinks(
            signer: LinkSigner(secret: settings.linkSecret.revealed, publicURL: context.publicURL), appointments: appointments, clock: clock
        )

        let search = SearchSlots(plans: plans, policies: policies, limits: limits, metrics: metrics, clock: clock)
        let alternatives = ProposeAlternatives(plans: plans, limits: limits, metrics: metrics, clock: clock)
        let book = BookAppointment(
            reservation: reservation, ledger: ledger, contacts: contacts, links: links, policies: policies, limits: limits, metrics: metrics,
            clock: clock, ids: context.ids
        )
        let move = MoveAppointment(
            database: database, reservation: reservation, alternatives: alternatives, ledger: ledger, policies: policies, limits: limits,
            links: links, clock: clock
        )
        let cancel = CancelAppointment(database: database, days: days, ledger: ledger, policies: policies, clock: clock)
        let advance = AdvanceVisit(database: database, days: days, ledger: ledger, clock: clock)

        let renew = RenewLink(database: database, days: days, appointments: appointments, ledger: ledger, links: links, clock: clock)

        publicRoutes = PublicRoutes(
            context: context, catalogue: catalogue, plans: plans, search: search, book: book, alternatives: alternatives
        )
        let view = ViewByLink(policies: policies, clock: clock)
        linkRoutes = LinkRoutes(context: context, links: links, view: view, search: search, move: move, cancel: cancel)
        customerRoutes = CustomerRoutes(context: context, appointments: appointments, links: links, view: view)
        staffRoutes = StaffRoutes(context: context, appointments: appointments, move: move, cancel: cancel, advance: advance, renewLink: renew)
        boardRoutes = BoardRoutes(
            read: ReadBoard(database: database, plans: plans, appointments: appointments, clock: clock),
            watch: WatchBoard(database: database, days: days, appointments: appointments, signals: boards)
        )
        planningRoutes = PlanningRoutes(
            replan: ProposeReplan(database: database, plans: plans, appointments: appointments, limits: limits, clock: clock)
        )
        catalogueRoutes = CatalogueRoutes(
            workshop: PutWorkshop(database: database, catalogue: catalogue, outbox: outbox),
            technician: PutTechnician(database: database, catalogue: catalogue, outbox: outbox),
            bay: PutBay(database: database, catalogue: catalogue), tool: PutTool(database: database, catalogue: catalogue),
            service: PutService(database: database, catalogue: catalogue, outbox: outbox)
        )
        importRoutes = ImportRoutes(history: ImportHistory(
            database: database, plans: plans, history: HistoryStore(), contacts: contacts, appointments: appointments, audit: audit,
            outbox: outbox, clock: clock
        ))
        policyRoutes = PolicyRoutes(context: context, put: PutPolicies(database: database, policies: policies.store))
        let exceptionMetrics = ExceptionMetrics(context.metrics)
        exceptionRoutes = ExceptionRoutes(
            context: context, links: links,
            request: RequestException(
                plans: plans, policies: policies, ledger: ledger, limits: limits, metrics: exceptionMetrics, clock: clock, ids: context.ids
            ),
            decide: DecideException(
                database: database, appointments: appointments, ledger: ledger, move: move, cancel: cancel, metrics: exceptionMetrics,
                clock: clock
            )
        )
        expireExceptions = ExpireExceptions(
            database: database, appointments: appointments, ledger: ledger, metrics: exceptionMetrics, clock: clock, logger: context.logger
        )
        auditRoutes = AuditRoutes(
            context: context, audit: audit, verify: VerifyAudit(database: database, audit: audit, clock: clock)
        )
        messages = BookingMessages(
            book: BookForPartner(book: book, alternatives: alternatives, appointments: appointments, outbox: outbox),
            contacts: contacts
        )
    }

    public func routes(_ router: inout Router) {
        publicRoutes.add(to: &router)
        linkRoutes.add(to: &router)
        customerRoutes.add(to: &router)
        staffRoutes.add(to: &router)
        boardRoutes.add(to: &router)
        planningRoutes.add(to: &router)
        catalogueRoutes.add(to: &router)
        importRoutes.add(to: &router)
        policyRoutes.add(to: &router)
        exceptionRoutes.add(to: &router)
        auditRoutes.add(to: &router)
    }

    public func workers() -> [any Service] { [expireExceptions] }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.add(to: &handlers)
    }
}
