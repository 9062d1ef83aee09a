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
        Migration(1, "booking", PackageResources.V001_booking_sql), Migration(2, "holds", PackageResources.V002_holds_sql),
        Migration(3, "waiting_list", PackageResources.V003_waiting_list_sql), Migration(4, "durations", PackageResources.V004_durations_sql),
        Migration(5, "rules", PackageResources.V005_rules_sql), Migration(6, "trail", PackageResources.V006_trail_sql),
        Migration(7, "waiting_list_trust", PackageResources.V007_waiting_list_trust_sql),
        Migration(8, "erasure", PackageResources.V008_erasure_sql),
        Migration(9, "customer_feeds", PackageResources.V009_customer_feeds_sql),
    ]

    private let publicRoutes: PublicRoutes
    private let holdRoutes: HoldRoutes
    private let waitingRoutes: WaitingRoutes
    private let waitingDeskRoutes: WaitingDeskRoutes
    private let waitingList: RunWaitingList
    private let forgetHolds: MessageJanitor.Chore
    private let forgetWaiting: MessageJanitor.Chore
    private let forgetWords: [MessageJanitor.Chore]
    private let linkRoutes: LinkRoutes
    private let customerRoutes: CustomerRoutes
    private let customerFeedRoutes: CustomerFeedRoutes
    private let walletRoutes: WalletRoutes
    private let checkInRoutes: CheckInRoutes
    private let staffRoutes: StaffRoutes
    private let constraintRoutes: ConstraintRoutes
    private let boardRoutes: BoardRoutes
    private let planningRoutes: PlanningRoutes
    private let placementRoutes: PlacementRoutes
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
        let limits = BookingLimits(
            notice: settings.notice, horizonDays: settings.horizonDays, gridMinutes: settings.gridMinutes, hold: settings.hold,
            offer: settings.offer
        )

        let (catalogue, appointments, contacts, audit) = (CatalogueStore(), AppointmentStore(), ContactStore(), AuditStore())
        let (days, holds) = (DayStore(clock: clock), HoldStore())
        let plans = PlanStore(catalogue: catalogue, clock: clock)
        let boards = BoardSignals()
        let reservation = SlotReservation(plans: plans, days: days)
        let waiting = WaitingStore()
        let waitingLinks = WaitingLinks(secret: settings.linkSecret.revealed, publicURL: context.publicURL)
        let offers = OfferPlaces(
            plans: plans, reservation: reservation, appointments: appointments, holds: holds, waiting: waiting, links: waitingLinks,
            outbox: outbox, policies: policies, limits: limits, clock: clock, ids: context.ids
        )
        let ledger = ScheduleLedger(
            appointments: appointments, holds: holds, contacts: contacts, audit: audit, offers: offers, outbox: outbox, boards: boards
        )
        let links = ManageLinks(
            signer: LinkSigner(secret: settings.linkSecret.revealed, publicURL: context.publicURL), appointments: appointments, clock: clock
        )

        let search = SearchSlots(plans: plans, policies: policies, limits: limits, metrics: metrics, clock: clock)
        let alternatives = ProposeAlternatives(plans: plans, policies: policies, limits: limits, metrics: metrics, clock: clock)
        let book = BookAppointment(
            reservation: reservation, ledger: ledger, contacts: contacts, holds: holds, links: links, policies: policies, limits: limits,
            metrics: metrics, clock: clock, ids: context.ids
        )
        let move = MoveAppointment(
            database: database, reservation: reservation, alternatives: alternatives, ledger: ledger, policies: policies, limits: limits,
            links: links, clock: clock
        )
        let cancel = CancelAppointment(database: database, days: days, ledger: ledger, policies: policies, clock: clock)
        let durations = DurationStore()
        let advance = AdvanceVisit(
            database: database, days: days, ledger: ledger, learn: LearnDurations(plans: plans, durations: durations), clock: clock
        )

        let renew = RenewLink(database: database, days: days, appointments: appointments, ledger: ledger, links: links, clock: clock)

        publicRoutes = PublicRoutes(
            context: context, catalogue: catalogue, plans: plans, search: search, book: book, alternatives: alternatives
        )
        holdRoutes = HoldRoutes(
            context: context,
            hold: HoldSlot(
                reservation: reservation, appointments: appointments, holds: holds, policies: policies, limits: limits, boards: boards,
                clock: clock, ids: context.ids
            ),
            release: ReleaseHold(database: database, days: days, holds: holds, boards: boards), alternatives: alternatives
        )
        let answer = AnswerOffer(
            database: database, waiting: waiting, holds: holds, days: days, book: book, appointments: appointments, links: links,
            boards: boards, clock: clock
        )
        waitingRoutes = WaitingRoutes(
            context: context, waiting: waiting, links: waitingLinks,
            join: JoinWaitingList(
                plans: plans, waiting: waiting, contacts: contacts, links: waitingLinks, outbox: outbox, clock: clock, ids: context.ids
            ),
            confirm: ConfirmWaiting(database: database, waiting: waiting, links: waitingLinks, clock: clock), answer: answer
        )
        waitingDeskRoutes = WaitingDeskRoutes(
            context: context, waiting: waiting,
            tend: TendWaitingList(database: database, waiting: waiting, offers: offers, answer: answer, clock: clock)
        )
        forgetHolds = { limit, transaction in try await holds.forget(limit: limit, at: clock.now(), in: transaction) }
        forgetWaiting = { limit, transaction in try await waiting.forget(limit: limit, at: clock.now(), in: transaction) }
        let words = Double(settings.wordsDays) * 86_400
        forgetWords = [
            { limit, transaction in try await audit.forgetNotes(limit: limit, before: clock.now() - words, in: transaction) },
            { limit, transaction in try await ExceptionStore().forget(limit: limit, before: clock.now() - words, in: transaction) },
        ]
        waitingList = RunWaitingList(database: database, waiting: waiting, offers: offers, logger: context.logger, clock: clock)
        let view = ViewByLink(policies: policies, clock: clock)
        linkRoutes = LinkRoutes(context: context, links: links, view: view, search: search, move: move, cancel: cancel)
        customerRoutes = CustomerRoutes(context: context, appointments: appointments, links: links, view: view)
        customerFeedRoutes = CustomerFeedRoutes(context: context, feeds: CustomerFeeds(
            signer: .customer(secret: settings.linkSecret.revealed, publicURL: context.publicURL), appointments: appointments, clock: clock
        ))
        let feeds = FeedSigner.appointment(secret: settings.linkSecret.revealed, publicURL: context.publicURL)
        let codes = try CheckInCodes(secret: settings.linkSecret.revealed)
        walletRoutes = WalletRoutes(
            context: context, links: links, wallet: MakeWallet(links: links, feeds: feeds, codes: codes),
            feed: ReadFeed(feeds: feeds, appointments: appointments, clock: clock)
        )
        checkInRoutes = CheckInRoutes(codes: codes, checkIn: CheckInByCode(
            database: database, appointments: appointments, codes: codes, advance: advance, clock: clock
        ))
        staffRoutes = StaffRoutes(context: context, appointments: appointments, move: move, cancel: cancel, advance: advance, renewLink: renew)
        constraintRoutes = ConstraintRoutes(
            context: context, appointments: appointments,
            constrain: ConstrainAppointment(database: database, days: days, ledger: ledger, limits: limits, clock: clock)
        )
        boardRoutes = BoardRoutes(
            read: ReadBoard(
                database: database, plans: plans, appointments: appointments, holds: holds, durations: durations,
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
            refusal: ExplainRefusal(
                database: database, plans: plans, appointments: appointments, policies: policies, limits: limits, clock: clock
            ),
            recommend: RecommendPlaces(database: database, plans: plans, appointments: appointments, limits: limits, clock: clock)
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
        policyRoutes = PolicyRoutes(context: context, put: PutPolicies(database: database, policies: policies.store, clock: clock))
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
            contacts: contacts,
            erase: EraseCustomer(
                waiting: waiting, answer: answer, appointments: appointments, audit: audit, boards: boards, clock: clock
            )
        )
    }

    public func routes(_ router: inout Router) {
        publicRoutes.add(to: &router)
        holdRoutes.add(to: &router)
        waitingRoutes.add(to: &router)
        waitingDeskRoutes.add(to: &router)
        linkRoutes.add(to: &router)
        customerRoutes.add(to: &router)
        customerFeedRoutes.add(to: &router)
        walletRoutes.add(to: &router)
        checkInRoutes.add(to: &router)
        staffRoutes.add(to: &router)
        constraintRoutes.add(to: &router)
        boardRoutes.add(to: &router)
        planningRoutes.add(to: &router)
        placementRoutes.add(to: &router)
        catalogueRoutes.add(to: &router)
        importRoutes.add(to: &router)
        policyRoutes.add(to: &router)
        exceptionRoutes.add(to: &router)
        auditRoutes.add(to: &router)
    }

    public func chores() -> [MessageJanitor.Chore] { [forgetHolds, forgetWaiting] + forgetWords }

    public func workers() -> [any Service] { [waitingList, expireExceptions] }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.add(to: &handlers)
    }
}
