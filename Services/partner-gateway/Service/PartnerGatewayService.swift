import Concurrency
import Contracts
import Cryptography
import HTTP
import Lifecycle
import Outbox
import PostgreSQL
import ServiceKit

/// Identity and edge: tokens, partners, their bookings and the webhook calls they are owed.
public struct PartnerGatewayService: PitcrewService {
    public static let name = ServiceName.partnerGateway
    public static let migrations = [
        Migration(1, "initial", PackageResources.V001_initial_sql), Migration(2, "deliveries", PackageResources.V002_deliveries_sql),
        Migration(3, "sign_ins", PackageResources.V003_sign_ins_sql), Migration(4, "signing_keys", PackageResources.V004_signing_keys_sql),
        Migration(8, "partners", PackageResources.V008_partners_sql),
    ]
    public static let audiences: Set<String> = [AccessClaims.audience, AccessClaims.partnerAudience]

    private let tokens: TokenAPI
    private let partners: PartnersAPI
    private let bookings: BookingsAPI
    private let webhookDesk: DeliveriesAPI
    private let ownWebhook: OwnWebhookAPI
    private let usageReport: UsageAPI
    private let usage: RecordUsage
    private let messages: BookingMessages
    private let identities: PrepareIdentities
    private let deliveries: DeliverWebhooks

    public init(_ context: ServiceContext) throws {
        let configuration = try PartnerGatewayConfiguration(settings: context.settings)
        let (database, outbox, clock, ids) = (context.database, context.outbox, context.clock, context.ids)
        let secret = configuration.keySecret.revealed
        let keyStore = SigningKeyStore(sealing: try AEAD.Key(secret: secret, purpose: "signing keys"))
        let webhooks = WebhookStore(sealing: try AEAD.Key(secret: secret, purpose: "webhook secrets"))
        let keys = RotateSigningKey(
            database: database, outbox: outbox, store: keyStore, issuer: context.issuer, clock: clock, ids: ids,
            period: configuration.keyAnnouncement, delay: configuration.keyDelay
        )
        let issue = IssueToken(
            database: database, keys: keyStore, issuer: context.issuer, lifetime: configuration.tokenLifetime, clock: clock, ids: ids
        )
        let wakeup = Wakeup()
        tokens = TokenAPI(
            database: database,
            authenticate: AuthenticateClient(
                database: database, audiences: [context.issuer, context.publicURL.absoluteString + "/api/partner-gateway/oauth/token"],
                clock: clock
            ), tokens: issue,
            signIn: SignInStaff(database: database, tokens: issue, clock: clock), rotation: keys, clock: clock
        )
        partners = PartnersAPI(
            database: database, onboard: OnboardPartner(outbox: outbox, clock: clock, ids: ids), clock: clock
        )
        let setWebhook = SetWebhook(
            database: database, webhooks: webhooks, addresses: configuration.webhookAddresses, clock: clock, wakeup: wakeup
        )
        let replay = ReplayDeliveries(database: database, clock: clock, wakeup: wakeup)
        webhookDesk = DeliveriesAPI(database: database, setWebhook: setWebhook, replay: replay)
        usage = RecordUsage(database: database, logger: context.logger, clock: clock)
        let door = PartnerDoor(
            limits: LimitRequests(store: RateBucketStore(database: database), limits: configuration.partnerLimits), usage: usage
        )
        ownWebhook = OwnWebhookAPI(
            database: database, own: OwnWebhook(database: database, webhooks: webhooks, clock: clock, ids: ids, wakeup: wakeup),
            setWebhook: setWebhook, replay: replay, door: door
        )
        usageReport = UsageAPI(database: database, door: door)
        let answer = AnswerPartner(clock: clock, wakeup: wakeup)
        bookings = BookingsAPI(
            database: database,
            request: RequestBooking(outbox: outbox, answer: answer, clock: clock, ids: ids, dailyQuota: configuration.partnerBookings),
            door: door
        )
        messages = BookingMessages(answer: answer)
        identities = PrepareIdentities(
            keys: keys, staff: configuration.staffFile.map { SeedStaff(database: database, file: $0) }, logger: context.logger
        )
        deliveries = DeliverWebhooks(
            database: database, webhooks: webhooks,
            caller: WebhookCaller(
                http: context.http, addresses: configuration.webhookAddresses, deadline: configuration.webhookDeadline, clock: clock
            ),
            schedule: configuration.webhookSchedule, tracer: context.tracer, logger: context.logger, clock: clock, wakeup: wakeup
        )
    }

    public func routes(_ router: inout Router) {
        tokens.routes(&router)
        partners.routes(&router)
        bookings.routes(&router)
        webhookDesk.routes(&router)
        ownWebhook.routes(&router)
        usageReport.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) { messages.register(&handlers) }

    public func workers() -> [any Service] { [identities, deliveries, usage] }
}
