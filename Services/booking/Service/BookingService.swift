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
        Migration(1, "booking", PackageResources.V001_booking_sql), Migration(2, "durations", PackageResources.V002_durations_sql),
    ]

    private let publicRoutes: PublicRoutes
    private let linkRoutes: LinkRoutes
    private let customerRoutes: CustomerRoutes
    private let staffRoutes: StaffRoutes
    private let boardRoutes: BoardRoutes
    private let planningRoutes: PlanningRoutes
    private let placementRoutes: PlacementRoutes
    private let catalogueRoutes: CatalogueRoutes
    private let importRoutes: ImportRoutes
    private let messages: BookingMessages

    public init(_ context: ServiceContext) throws {
        let settings = try BookingConfiguration(settings: context.settings)
        let (database, clock, outbox) = (context.database, context.clock, context.outbox)
        let metrics = BookingMetrics(context.metrics)
        let policy = ChangePolicy(changeWindow: settings.changeWindow, cancelWindow: settings.cancelWindow)
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

        let search = SearchSlots(plans: plans, limits: limits, metrics: metrics, clock: clock)
        let alternatives = ProposeAlternatives(plans: plans, limits: limits, metrics: metrics, clock: clock)
        let book = BookAppointment(
            reservation: reservation, ledger: ledger, contacts: contacts, links: links, limits: limits, metrics: metrics, clock: clock,
            ids: context.ids
        )
        let move = MoveAppointment(
            database: database, reservation: reservation, alternatives: alternatives, ledger: ledger, policy: policy, limits: limits,
            links: links, clock: clock
        )
        let cancel = CancelAppointment(database: database, days: days, ledger: ledger, policy: policy, clock: clock)
        let durations = DurationStore()
        let advance = AdvanceVisit(
            database: database, days: days, ledger: ledger, learn: LearnDurations(plans: plans, durations: durations), clock: clock
        )

        let renew = RenewLink(database: database, days: days, appointments: appointments, ledger: ledger, links: links, clock: clock)

        publicRoutes = PublicRoutes(
            context: context, catalogue: catalogue, plans: plans, search: search, book: book, alternatives: alternatives
        )
        let view = ViewByLink(policy: policy, clock: clock)
        linkRoutes = LinkRoutes(context: context, links: links, view: view, search: search, move: move, cancel: cancel)
        customerRoutes = CustomerRoutes(context: context, appointments: appointments, links: links, view: view)
        staffRoutes = StaffRoutes(context: context, appointments: appointments, move: move, cancel: cancel, advance: advance, renewLink: renew)
        boardRoutes = BoardRoutes(
            read: ReadBoard(
                database: database, plans: plans, appointments: appointments, durations: durations,
                experience: ExperienceStore(durations: durations), clock: clock
            ),
            watch: WatchBoard(database: database, days: days, appointments: appointments, signals: boards)
        )
        let gate = PlanningGate()
        planningRoutes = PlanningRoutes(
            replan: ProposeReplan(database: database, plans: plans, appointments: appointments, limits: limits, gate: gate, clock: clock),
            simulate: SimulateCapacity(database: database, plans: plans, appointments: appointments, limits: limits, gate: gate, clock: clock)
        )
        placementRoutes = PlacementRoutes(
            database: database, appointments: appointments,
            refusal: ExplainRefusal(database: database, plans: plans, appointments: appointments, limits: limits, clock: clock),
            recommend: RecommendPlaces(database: database, plans: plans, appointments: appointments, limits: limits, clock: clock)
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
        placementRoutes.add(to: &router)
        catalogueRoutes.add(to: &router)
        importRoutes.add(to: &router)
    }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.add(to: &handlers)
    }
}
