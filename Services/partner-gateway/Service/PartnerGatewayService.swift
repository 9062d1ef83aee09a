import Concurrency
import Contracts
import Cryptography
import HTTP
import Lifecycle
import Outbox
import PostgreSQL
import ServiceKit
import WebAuthn

/// Identity and edge: tokens, partners, their bookings and the webhook calls they are owed.
public struct PartnerGatewayService: PitcrewService {
    public static let name = ServiceName.partnerGateway
    public static let migrations = [
        Migration(1, "initial", PackageResources.V001_initial_sql), Migration(2, "deliveries", PackageResources.V002_deliveries_sql),
        Migration(3, "sign_ins", PackageResources.V003_sign_ins_sql), Migration(4, "signing_keys", PackageResources.V004_signing_keys_sql),
        Migration(5, "identity", PackageResources.V005_identity_sql),
        Migration(6, "passkeys", PackageResources.V006_passkeys_sql),
        Migration(7, "provider_sign_ins", PackageResources.V007_provider_sign_ins_sql),
    ]

    private let tokens: TokenAPI
    private let identity: IdentityParts
    private let partners: PartnersAPI
    private let bookings: BookingsAPI
    private let passkeys: PasskeyAPI
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
            rotation: keys, clock: clock
        )
        identity = try IdentityParts(context, configuration, issue)
        partners = PartnersAPI(
            database: database, onboard: OnboardPartner(outbox: outbox, clock: clock, ids: ids),
            setWebhook: SetWebhook(
                database: database, webhooks: webhooks, addresses: configuration.webhookAddresses, clock: clock, wakeup: wakeup
            ),
            replay: ReplayDeliveries(database: database, clock: clock, wakeup: wakeup)
        )
        bookings = BookingsAPI(database: database, request: RequestBooking(outbox: outbox, clock: clock, ids: ids))
        passkeys = PasskeyAPI(context, origins: configuration.passkeyOrigins)
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
        identity.routes(&router)
        partners.routes(&router)
        bookings.routes(&router)
        passkeys.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.register(&handlers)
        identity.messages(&handlers)
    }

    public func workers() -> [any Service] { [identities, deliveries, identity.cleaner] }
}

/// The wiring of people's identities: the ways in, sessions, roles and policies, support.
private struct IdentityParts: Sendable {
    private let signIn: SignInAPI
    private let sessions: SessionsAPI
    private let people: PeopleAPI
    private let access: AccessAPI
    let cleaner: CleanIdentities

    init(_ context: ServiceContext, _ configuration: PartnerGatewayConfiguration, _ issue: IssueToken) throws {
        let (database, outbox, clock, ids) = (context.database, context.outbox, context.clock, context.ids)
        let key = try CodeKey(secret: configuration.codeSecret.revealed)
        let limits = AttemptLimits(database: database, clock: clock)
        let tokens = GrantTokens(database: database, issue: issue, clock: clock)
        let end = EndSession(database: database, outbox: outbox, clock: clock)
        let answering = SessionAnswering(
            open: OpenSession(
                database: database, outbox: outbox, tokens: tokens, lifetimes: configuration.sessions, clock: clock, ids: ids
            ),
            refresh: RefreshSession(database: database, outbox: outbox, tokens: tokens, clock: clock),
            prove: ProveDevice(database: database, clock: clock), publicURL: context.publicURL, clock: clock
        )
        signIn = SignInAPI(
            requestCode: RequestSignInCode(database: database, outbox: outbox, key: key, limits: limits, clock: clock, ids: ids),
            withCode: SignInWithCode(database: database, key: key, limits: limits, clock: clock),
            staff: SignInStaff(database: database, clock: clock), sessions: answering
        )
        sessions = SessionsAPI(database: database, sessions: answering, end: end, clock: clock)
        people = PeopleAPI(database: database, end: end, clock: clock)
        access = AccessAPI(database: database, decide: DecideRoles(database: database, clock: clock))
        cleaner = CleanIdentities(database: database, logger: context.logger, clock: clock)
    }

    func routes(_ router: inout Router) {
        signIn.routes(&router)
        sessions.routes(&router)
        people.routes(&router)
        access.routes(&router)
    }

    func messages(_ handlers: inout MessageHandlers) { CustomerMessages().register(&handlers) }
}

extension PasskeyAPI {
    fileprivate init(_ context: ServiceContext, origins: [String]) {
        let relyingParty = RelyingParty(publicURL: context.publicURL, name: "Pitcrew", origins: origins)
        let challenges = GiveChallenge(database: context.database, clock: context.clock, ids: context.ids)
        self.init(
            register: RegisterPasskey(
                database: context.database, challenges: challenges, relyingParty: relyingParty, clock: context.clock
            ),
            authenticate: AuthenticatePasskey(
                database: context.database, challenges: challenges, relyingParty: relyingParty, logger: context.logger, clock: context.clock
            ),
            passkeys: ListPasskeys(database: context.database)
        )
    }
}
