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
        Migration(8, "partners", PackageResources.V008_partners_sql),
        Migration(9, "provider_staff", PackageResources.V009_provider_staff_sql),
        Migration(10, "retention", PackageResources.V010_retention_sql),
        Migration(11, "phones", PackageResources.V011_phones_sql),
        Migration(12, "staff_passkeys", PackageResources.V012_staff_passkeys_sql),
        Migration(13, "first_passwords", PackageResources.V013_first_passwords_sql),
        Migration(14, "security_changes", PackageResources.V014_security_changes_sql),
        Migration(15, "alternatives", PackageResources.V015_alternatives_sql),
        Migration(16, "proofs", PackageResources.V016_proofs_sql),
        Migration(17, "first_sessions", PackageResources.V017_first_sessions_sql),
    ]
    public static let audiences: Set<String> = [AccessClaims.audience, AccessClaims.partnerAudience]

    private let clock: any WallClock
    private let identityAuditDays, partnerUsageDays: Int
    private let tokens: TokenAPI
    private let identity: IdentityParts
    private let partners: PartnersAPI
    private let bookings: BookingsAPI
    private let passkeys: PasskeyAPI
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
        self.clock = clock
        (identityAuditDays, partnerUsageDays) = (configuration.identityAuditDays, configuration.partnerUsageDays)
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
            rotation: keys, clock: clock
        )
        partners = PartnersAPI(
            database: database, onboard: OnboardPartner(outbox: outbox, clock: clock, ids: ids), clock: clock
        )
        passkeys = PasskeyAPI(context, origins: configuration.passkeyOrigins)
        identity = try IdentityParts(context, configuration, issue, passkeys.authenticate)
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
        identities = PrepareIdentities(keys: keys, staff: identity.staff, logger: context.logger)
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
        webhookDesk.routes(&router)
        ownWebhook.routes(&router)
        usageReport.routes(&router)
        router.about = PartnerGuide.text
        router.calls(PartnerCalls.all)
    }

    public func messages(_ handlers: inout MessageHandlers) {
        messages.register(&handlers)
        identity.messages(&handlers)
    }

    public func chores() -> [MessageJanitor.Chore] {
        [
            { [clock] limit, transaction in try await SessionStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await SeenProofStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await ProviderStaffStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await SignInCodeStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [clock] limit, transaction in try await SMSQuotaStore.forget(limit: limit, at: clock.now(), in: transaction) },
            { [identityAuditDays] in try await IdentityAuditStore.forget(olderThan: identityAuditDays, limit: $0, in: $1) },
            { [partnerUsageDays] in try await UsageStore.forget(olderThan: partnerUsageDays, limit: $0, in: $1) },
        ]
    }

    public func workers() -> [any Service] { [identities, deliveries, usage, identity.textCodes] }
}

/// The wiring of people's identities: the ways in, sessions, roles and policies, support.
private struct IdentityParts: Sendable {
    private let signIn: SignInAPI
    private let providers: ProviderAPI
    private let sessions: SessionsAPI
    private let people: PeopleAPI
    private let access: AccessAPI
    private let phones: PhonesAPI
    let textCodes: PassOnTextCodes
    /// Nil where the operator has no file of staff.
    let staff: SeedStaff?

    init(_ context: ServiceContext, _ configuration: PartnerGatewayConfiguration, _ issue: IssueToken, _ withPasskey: AuthenticatePasskey) throws {
        let (database, outbox, clock, ids) = (context.database, context.outbox, context.clock, context.ids)
        let key = try CodeKey(secret: configuration.codeSecret.revealed)
        let limits = AttemptLimits(database: database, clock: clock)
        let texts = TextCodeMetrics(context.metrics)
        let announce = AnnounceSecurityChange(context)
        let tokens = GrantTokens(database: database, issue: issue, lifetimes: configuration.sessions, clock: clock)
        let standard = StandardPolicies(passwords: configuration.staffPasswords)
        let judge = JudgeDevice(standard: standard)
        let pepper = try Password.Pepper.staff(configuration.keySecret.revealed)
        let end = EndSession(database: database, outbox: outbox, clock: clock)
        let answering = SessionAnswering(
            open: OpenSession(
                database: database, outbox: outbox, tokens: tokens, judge: judge, newDevice: NoticeNewDevice(announce: announce),
                clock: clock, ids: ids
            ),
            refresh: RefreshSession(database: database, outbox: outbox, tokens: tokens, judge: judge, clock: clock),
            prove: ProveDevice(database: database, clock: clock), publicURL: context.publicURL, clock: clock
        )
        staff = configuration.staffFile.map {
            SeedStaff(
                database: database, file: $0, passwords: configuration.staffPasswords, pepper: pepper, end: end, announce: announce, clock: clock
            )
        }
        signIn = SignInAPI(
            requestCode: RequestSignInCode(
                database: database, outbox: outbox, key: key, limits: limits, clock: clock, ids: ids
            ),
            withCode: SignInWithCode(database: database, key: key, limits: limits, announce: announce, clock: clock),
            staff: SignInStaff(
                database: database, passwords: configuration.staffPasswords, clock: clock,
                verify: { try await Password.verify($0, against: $1, pepper: pepper) }
            ),
            withPasskey: withPasskey, sessions: answering
        )
        providers = ProviderAPI(provider: try .init(context, configuration), sessions: answering)
        sessions = SessionsAPI(database: database, sessions: answering, end: end, clock: clock)
        people = PeopleAPI(database: database, end: end, clock: clock)
        access = AccessAPI(database: database, decide: DecideRoles(database: database, clock: clock), standard: standard)
        phones = PhonesAPI(
            database: database,
            add: AddPhone(
                database: database, outbox: outbox, key: key, limits: limits, metrics: texts, clock: clock, ids: ids,
                dailyLimit: configuration.textsPerDay
            ),
            verify: VerifyPhone(database: database, key: key, limits: limits, announce: announce, clock: clock), clock: clock
        )
        textCodes = PassOnTextCodes(
            database: database, outbox: outbox, metrics: texts, tracer: context.tracer, logger: context.logger, clock: clock,
            dailyLimit: configuration.textsPerDay
        )
    }

    func routes(_ router: inout Router) {
        signIn.routes(&router)
        providers.routes(&router)
        sessions.routes(&router)
        people.routes(&router)
        access.routes(&router)
        phones.routes(&router)
    }

    func messages(_ handlers: inout MessageHandlers) { CustomerMessages().register(&handlers) }
}

extension AnnounceSecurityChange {
    init(_ context: ServiceContext) {
        self.init(outbox: context.outbox, metrics: SecurityChangeMetrics(context.metrics), ids: context.ids)
    }
}

extension PasskeyAPI {
    fileprivate init(_ context: ServiceContext, origins: [String]) {
        let relyingParty = RelyingParty(publicURL: context.publicURL, name: "Pitcrew", origins: origins)
        let challenges = GiveChallenge(database: context.database, clock: context.clock, ids: context.ids)
        let announce = AnnounceSecurityChange(context)
        self.init(
            register: RegisterPasskey(
                database: context.database, challenges: challenges, relyingParty: relyingParty, announce: announce, clock: context.clock
            ),
            authenticate: AuthenticatePasskey(
                database: context.database, challenges: challenges, relyingParty: relyingParty, logger: context.logger, clock: context.clock
            ),
            passkeys: ListPasskeys(database: context.database, announce: announce, clock: context.clock), clock: context.clock
        )
    }
}

extension ProviderAPI.Provider {
    /// Nil where no identity provider is set.
    fileprivate init?(_ context: ServiceContext, _ gateway: PartnerGatewayConfiguration) throws {
        guard let configuration = try OpenIDConfiguration(settings: context.settings) else { return nil }
        let provider = OpenIDProvider(configuration: configuration, http: context.http, clock: context.clock)
        let store = ProviderSignInStore(sealing: try AEAD.Key(secret: gateway.keySecret.revealed, purpose: "provider sign-ins"))
        let redirect = context.publicURL.appending(path: "api/partner-gateway/v1/sign-in/callback")
        let admit = AdmitFromProvider(
            database: context.database, roles: configuration.roles, trustsAddresses: configuration.trustsAddresses,
            end: EndSession(database: context.database, outbox: context.outbox, clock: context.clock),
            confirmation: gateway.sessions.staff, clock: context.clock, ids: context.ids
        )
        self.init(
            name: configuration.name,
            begin: BeginProviderSignIn(
                database: context.database, store: store, provider: provider, redirect: redirect, clock: context.clock
            ),
            finish: FinishProviderSignIn(
                database: context.database, store: store, provider: provider, redirect: redirect, admit: admit, clock: context.clock,
                logger: context.logger
            )
        )
    }
}
