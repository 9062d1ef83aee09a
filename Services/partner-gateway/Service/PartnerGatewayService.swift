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
        Migration(7, "provider_sign_ins", PackageResources.V007_provider_sign_ins_sql),
    ]

    private let tokens: TokenAPI
    private let partners: PartnersAPI
    private let bookings: BookingsAPI
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
            database: database, authenticate: AuthenticateClient(database: database, clock: clock), tokens: issue,
            signIn: SignInStaff(database: database, tokens: issue, clock: clock), rotation: keys, clock: clock
        )
        partners = PartnersAPI(
            database: database, onboard: OnboardPartner(outbox: outbox, clock: clock, ids: ids),
            setWebhook: SetWebhook(
                database: database, webhooks: webhooks, addresses: configuration.webhookAddresses, clock: clock, wakeup: wakeup
            ),
            replay: ReplayDeliveries(database: database, clock: clock, wakeup: wakeup)
        )
        bookings = BookingsAPI(database: database, request: RequestBooking(outbox: outbox, clock: clock, ids: ids))
        messages = BookingMessages(answer: AnswerPartner(clock: clock, wakeup: wakeup))
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
    }

    public func messages(_ handlers: inout MessageHandlers) { messages.register(&handlers) }

    public func workers() -> [any Service] { [identities, deliveries] }
}
