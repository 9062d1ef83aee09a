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
    public static let migrations = [Migration(1, "booking", PackageResources.V001_booking_sql)]

    private let publicRoutes: PublicRoutes
    private let linkRoutes: LinkRoutes
    private let customerRoutes: CustomerRoutes
    private let walletRoutes: WalletRoutes
    private let checkInRoutes: CheckInRoutes
    private let staffRoutes: StaffRoutes
    private let boardRoutes: BoardRoutes
    private let planningRoutes: PlanningRoutes
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
        let advance = AdvanceVisit(database: database, days: days, ledger: ledger, clock: clock)

        let renew = RenewLink(database: database, days: days, appointments: appointments, ledger: ledger, links: links, clock: clock)

        publicRoutes = PublicRoutes(
            context: context, catalogue: catalogue, plans: plans, search: search, book: book, alternatives: alternatives
        )
        let view = ViewByLink(policy: policy, clock: clock)
        linkRoutes = LinkRoutes(context: context, links: links, view: view, search: search, move: move, cancel: cancel)
        customerRoutes = CustomerRoutes(context: context, appointments: appointments, links: links, view: view)
        let (feeds, codes) = (
            FeedSigner(secret: settings.linkSecret.revealed, publicURL: context.publicURL), try CheckInCodes(secret: settings.linkSecret.revealed)
        )
        walletRoutes = WalletRoutes(
            context: context, links: links, wallet: MakeWallet(links: links, feeds: feeds, codes: codes),
            feed: ReadFeed(feeds: feeds, appointments: appointments, clock: clock)
        )
        checkInRoutes = CheckInRoutes(codes: codes, checkIn: CheckInByCode(
            database: database, appointments: appointments, codes: codes, advance: advance, clock: clock
        ))
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
        let history = ImportHistory(
            database: database, plans: plans, history: HistoryStore(), contacts: contacts, appointments: appointments, audit: audit,
            outbox: outbox, clock: clock
        )
        importRoutes = ImportRoutes(
            history: history, calendar: ImportCalendar(database: database, plans: plans, history: history, clock: clock)
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
        walletRoutes.add(to: &router)
        checkInRoutes.add(to: &router)
        staffRoutes.add(to: &router)
        boardRoutes.add(to: &router)
        planningRoutes.add(to: &router)
        catalogueRoutes.add(to: &router)
        importRoutes.add(to: &router)
    }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.add(to: &handlers)
    }
}
