import Concurrency
import Contracts
import Cryptography
import HTTP
import Lifecycle
import Outbound
import Outbox
import PostgreSQL
import ServiceKit

/// Tells customers about their appointments, and people about their accounts, once each.
public struct NotificationsService: PitcrewService {
    public static let name = ServiceName.notifications
    public static let migrations = [
        Migration(1, "initial", PackageResources.V001_initial_sql), Migration(2, "overtaken", PackageResources.V002_overtaken_sql),
        Migration(3, "ledger_order", PackageResources.V003_ledger_order_sql),
        Migration(4, "sign_in_codes", PackageResources.V004_sign_in_codes_sql), Migration(5, "sms_codes", PackageResources.V005_sms_codes_sql),
        Migration(6, "security_notices", PackageResources.V006_security_notices_sql),
        Migration(7, "waiting_list_notices", PackageResources.V007_waiting_list_notices_sql),
        Migration(8, "request_notices", PackageResources.V008_request_notices_sql),
        Migration(9, "templates", PackageResources.V009_templates_sql), Migration(10, "deciding", PackageResources.V010_deciding_sql),
    ]

    private let clock: any WallClock
    private let ledger: MessagesAPI
    private let templates: TemplateRoutes
    private let brands: BrandRoutes
    private let appointments: AppointmentMessages
    private let sender: SendMessages
    private let codes: SignInCodeMessages
    private let codeSender: SendSignInCodes
    private let security: SecurityMessages
    private let securitySender: SendNotices<AccountSecurityChange>
    private let offers: OfferMessages
    private let offerSender: SendNotices<WaitingNotice>
    private let requests: RequestMessages
    private let requestSender: SendNotices<ExceptionState>
    private let consents: ConsentMessages
    private let contact: ContactAPI

    public init(_ context: ServiceContext) throws {
        let configuration = try NotificationsConfiguration(settings: context.settings)
        let wakeup = Wakeup()
        clock = context.clock
        consents = ConsentMessages(note: NoteConsent(clock: context.clock))
        contact = ContactAPI(database: context.database, clock: context.clock)
        let decide = DecideContact(database: context.database, policy: .standard(caps: configuration.caps), clock: context.clock)
        ledger = MessagesAPI(database: context.database)
        appointments = AppointmentMessages(
            plan: PlanMessages(lead: configuration.reminderLead, clock: context.clock, wakeup: wakeup)
        )
        let mailer = Mailer(smtp: SMTPClient(configuration: configuration.smtp, client: context.http), sender: configuration.sender)
        let texts = configuration.sms.map { SMSProvider(configuration: $0, http: context.http, clock: context.clock) }
        let letters = WriteLetters(
            book: TemplateBook(logger: context.logger), database: context.database, publicURL: context.publicURL
        )
        let sample = SampleCauses(publicURL: context.publicURL)
        let editor = EditTemplate(database: context.database, samples: sample, clock: context.clock)
        let preview = PreviewTemplate(letters: letters, samples: sample)
        templates = TemplateRoutes(
            database: context.database, editor: editor, preview: preview,
            test: SendTestMessage(preview: preview, mailer: mailer, texts: texts, clock: context.clock, ids: context.ids)
        )
        brands = BrandRoutes(database: context.database, put: PutBrand(database: context.database, clock: context.clock))
        let retries = MailRetries(attempts: configuration.attempts, base: configuration.retryBase)
        // No try outlives its deadline; the rest is room to note how it went.
        let lease = configuration.smtp.deadline * 3 / .seconds(1)
        sender = SendMessages(
            database: context.database, outbox: context.outbox, decide: decide, letters: letters, mailer: mailer,
            retries: retries, tracer: context.tracer, logger: context.logger, clock: context.clock, wakeup: wakeup, lease: lease
        )
        let codeWakeup = Wakeup()
        codes = SignInCodeMessages(clock: context.clock, wakeup: codeWakeup)
        codeSender = SendSignInCodes(
            database: context.database, decide: decide, letters: letters, mailer: mailer, texts: texts,
            key: try AEAD.Key(secret: configuration.codeSecret.revealed, purpose: SignInCodeRequested.sealingPurpose),
            tracer: context.tracer, logger: context.logger, metrics: context.metrics, clock: context.clock, wakeup: codeWakeup,
            lease: max(lease, SMSConfiguration.deadline * 3 / .seconds(1))
        )
        let securityWakeup = Wakeup()
        security = SecurityMessages(clock: context.clock, wakeup: securityWakeup)
        securitySender = SendNotices(
            name: "security notice sender", store: SecurityMessages.store, contact: ContactWish.init(_:id:), decide: decide,
            send: { change, _, now in
                try await mailer.send(try await letters.write(change), to: try EmailAddress(change.email), id: change.id, at: now)
            },
            until: { _ in nil },
            tries: .init(
                name: "pitcrew_security_notices_total", help: "Tries to mail people what has changed in the way they sign in, by outcome."
            ),
            database: context.database, retries: retries, tracer: context.tracer, logger: context.logger, metrics: context.metrics,
            clock: context.clock, wakeup: securityWakeup, lease: lease
        )
        let offerWakeup = Wakeup()
        offers = OfferMessages(clock: context.clock, wakeup: offerWakeup)
        offerSender = SendNotices(
            name: "waiting list sender", store: OfferMessages.store, contact: ContactWish.init(_:id:), decide: decide,
            send: { notice, id, now in
                let to = try EmailAddress(notice.letter.email, name: notice.letter.name)
                return try await mailer.send(try await letters.write(notice), to: to, id: id, at: now)
            },
            until: \.letter.expiresAt,
            tries: .init(
                name: "pitcrew_waiting_list_notices_total", help: "Tries to mail people who wait, of a freed place or for their yes, by outcome."
            ),
            database: context.database, retries: retries, tracer: context.tracer, logger: context.logger, metrics: context.metrics,
            clock: context.clock, wakeup: offerWakeup, lease: lease
        )
        let requestWakeup = Wakeup()
        requests = RequestMessages(clock: context.clock, wakeup: requestWakeup)
        requestSender = SendNotices(
            name: "request notice sender", store: RequestMessages.store,
            contact: { request, id in ContactWish(request, id: id, until: RequestMessages.end(of: request)) }, decide: decide,
            send: { request, id, now in
                guard let letter = try await letters.write(request) else { return "nothing to tell" }
                let to = try EmailAddress(request.customer.email, name: request.customer.name)
                // Of a change that was granted no other letter tells.
                let invitation = request.appointment.map { mailer.invitation(to: $0, as: letter.brand, at: now) } ?? []
                return try await mailer.send(letter, to: to, alternatives: invitation, id: id, at: now)
            },
            until: RequestMessages.end,
            tries: .init(name: "pitcrew_request_notices_total", help: "Tries to mail customers what became of their requests, by outcome."),
            database: context.database, retries: retries, tracer: context.tracer, logger: context.logger, metrics: context.metrics,
            clock: context.clock, wakeup: requestWakeup, lease: lease
        )
    }

    public func routes(_ router: inout Router) {
        ledger.routes(&router)
        templates.add(to: &router)
        brands.add(to: &router)
        contact.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) {
        appointments.register(&handlers)
        codes.register(&handlers)
        security.register(&handlers)
        offers.register(&handlers)
        requests.register(&handlers)
        consents.register(&handlers)
    }

    public func chores() -> [MessageJanitor.Chore] {
        [
            { [clock] limit, transaction in try await TestLedger.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await DecisionStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await SignInCodeStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await SecurityMessages.store.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await OfferMessages.store.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await RequestMessages.store.forget(limit: limit, at: clock.now(), in: transaction) },
        ]
    }

    public func workers() -> [any Service] { [sender, codeSender, securitySender, offerSender, requestSender] }
}
