/// One event type: what it carries, who says it, who must hear it.
public struct EventDefinition: Sendable {
    public let type: EventType
    public let payload: any EventPayload.Type
    public let publisher: ServiceName
    /// The services whose queues are bound to it; an event with none may be returned by the broker without harm.
    public let consumers: [ServiceName]
    public let dataClass: DataClass
    /// One sentence for the generated documents.
    public let meaning: String

    public var schemaVersion: Int { payload.schemaVersion }
    /// CloudEvents `dataschema`: a relative reference to the generated JSON Schema.
    public let dataSchema: String

    init(
        type: EventType, payload: any EventPayload.Type, publisher: ServiceName, consumers: [ServiceName], dataClass: DataClass, meaning: String
    ) {
        self.type = type
        self.payload = payload
        self.publisher = publisher
        self.consumers = consumers
        self.dataClass = dataClass
        self.meaning = meaning
        dataSchema = "/schemas/\(type.rawValue).v\(payload.schemaVersion).json"
    }
}

/// The message map of the platform: topology, schemas, AsyncAPI and the README's table are made from it.
public enum EventCatalogue {
    public static let definitions: [EventDefinition] =
        appointments + exceptions + catalogue + jobcards + customers + partners + identities + scoring + notifications

    private static let byType = Dictionary(uniqueKeysWithValues: definitions.map { ($0.type, $0) })

    /// The definition of a type, or nil where nobody has declared it.
    public static func definition(of type: EventType) -> EventDefinition? { byType[type] }

    /// The types a service must be bound to.
    public static func types(consumedBy service: ServiceName) -> [EventType] {
        definitions.filter { $0.consumers.contains(service) }.map(\.type)
    }

    private static let appointments: [EventDefinition] = [
        (.appointmentCreated, "A slot was booked."), (.appointmentUpdated, "An appointment was moved or edited."),
        (.appointmentCancelled, "An appointment was called off."), (.appointmentCheckedIn, "The vehicle has arrived."),
        (.appointmentStarted, "Work has begun."), (.appointmentCompleted, "Work is finished."),
        (.appointmentNoShow, "The customer did not come."),
    ].map { (type: EventType, meaning: String) in
        EventDefinition(
            type: type, payload: AppointmentState.self, publisher: .booking,
            consumers: [.notifications, .jobcardPrep, .crmBridge, .partnerGateway, .analytics, .mlScoring], dataClass: .personal,
            meaning: meaning
        )
    } + [
        EventDefinition(
            type: .appointmentDeclined, payload: AppointmentDeclined.self, publisher: .booking, consumers: [.partnerGateway],
            dataClass: .internal, meaning: "A booking asked for by event could not be made."
        ),
        EventDefinition(
            type: .waitingListOffered, payload: WaitingListOffer.self, publisher: .booking, consumers: [.notifications],
            dataClass: .personal, meaning: "A freed place is kept for somebody who waits."
        ),
        EventDefinition(
            type: .waitingListConfirmationRequested, payload: WaitingListConfirmation.self, publisher: .booking,
            consumers: [.notifications], dataClass: .personal, meaning: "Somebody wants to wait: their address is asked whether that is so."
        ),
    ]

    private static let exceptions: [EventDefinition] = [
        EventDefinition(
            type: .exceptionRequested, payload: ExceptionState.self, publisher: .booking, consumers: [], dataClass: .personal,
            meaning: "A customer asks for what the policy refuses."
        ),
        EventDefinition(
            type: .exceptionDecided, payload: ExceptionState.self, publisher: .booking, consumers: [.notifications],
            dataClass: .personal, meaning: "A request outside policy was decided, or there is nothing left to decide."
        ),
    ]

    private static let catalogue: [EventDefinition] = [
        EventDefinition(
            type: .serviceChanged, payload: ServiceState.self, publisher: .booking, consumers: [.analytics, .jobcardPrep],
            dataClass: .internal, meaning: "A service of the catalogue was added or edited."
        ),
        EventDefinition(
            type: .technicianChanged, payload: TechnicianState.self, publisher: .booking, consumers: [.analytics],
            dataClass: .internal, meaning: "A technician's skills or shifts were edited."
        ),
        EventDefinition(
            type: .workshopChanged, payload: WorkshopState.self, publisher: .booking, consumers: [.analytics, .jobcardPrep],
            dataClass: .internal, meaning: "A workshop was added or edited."
        ),
    ]

    private static let jobcards: [EventDefinition] = [
        EventDefinition(
            type: .jobcardDrafted, payload: JobcardState.self, publisher: .jobcardPrep, consumers: [], dataClass: .internal,
            meaning: "A job card was prepared from an appointment."
        ),
        EventDefinition(
            type: .jobcardUpdated, payload: JobcardState.self, publisher: .jobcardPrep, consumers: [], dataClass: .internal,
            meaning: "A job card followed its appointment."
        ),
        EventDefinition(
            type: .partsReserved, payload: PartsState.self, publisher: .jobcardPrep, consumers: [], dataClass: .internal,
            meaning: "All parts of a job card are set aside."
        ),
        EventDefinition(
            type: .partsShort, payload: PartsState.self, publisher: .jobcardPrep, consumers: [], dataClass: .internal,
            meaning: "Some parts of a job card are not in stock."
        ),
        EventDefinition(
            type: .procurementRequested, payload: ProcurementState.self, publisher: .jobcardPrep, consumers: [],
            dataClass: .internal, meaning: "Goods have to be bought, or the need has changed."
        ),
    ]

    private static let customers: [EventDefinition] = [
        EventDefinition(
            type: .customerCreated, payload: CustomerState.self, publisher: .crmBridge,
            consumers: [.booking, .partnerGateway, .mlScoring, .analytics], dataClass: .personal,
            meaning: "A customer became known."
        ),
        EventDefinition(
            type: .customerUpdated, payload: CustomerState.self, publisher: .crmBridge,
            consumers: [.booking, .partnerGateway, .mlScoring, .analytics], dataClass: .personal,
            meaning: "A customer's profile was edited."
        ),
        EventDefinition(
            type: .customerErased, payload: CustomerErased.self, publisher: .crmBridge, consumers: [.booking], dataClass: .internal,
            meaning: "A person is to be forgotten."
        ),
        EventDefinition(
            type: .vehicleUpdated, payload: VehicleState.self, publisher: .crmBridge, consumers: [.mlScoring], dataClass: .personal,
            meaning: "A vehicle was added or edited."
        ),
        EventDefinition(
            type: .consentChanged, payload: ConsentState.self, publisher: .crmBridge, consumers: [.notifications], dataClass: .personal,
            meaning: "A customer allowed or refused to be written to for a purpose."
        ),
    ]

    private static let partners: [EventDefinition] = [
        EventDefinition(
            type: .partnerChanged, payload: PartnerState.self, publisher: .partnerGateway, consumers: [],
            dataClass: .internal, meaning: "A partner was added or edited."
        ),
        EventDefinition(
            type: .partnerBookingRequested, payload: PartnerBookingRequested.self, publisher: .partnerGateway, consumers: [.booking],
            dataClass: .personal, meaning: "A partner asks for an appointment."
        ),
        EventDefinition(
            type: .signingKeysChanged, payload: SigningKeysState.self, publisher: .partnerGateway,
            consumers: ServiceName.allCases, dataClass: .internal, meaning: "The keys that access tokens are verified by."
        ),
    ]

    private static let identities: [EventDefinition] = [
        EventDefinition(
            type: .sessionChanged, payload: SessionState.self, publisher: .partnerGateway, consumers: ServiceName.allCases,
            dataClass: .internal, meaning: "A person signed in on a device, or a session was ended."
        ),
        EventDefinition(
            type: .signInCodeRequested, payload: SignInCodeRequested.self, publisher: .partnerGateway, consumers: [.notifications],
            dataClass: .personal, meaning: "Somebody asks for a one-time code to sign in with."
        ),
        EventDefinition(
            type: .accountSecurityChanged, payload: AccountSecurityChange.self, publisher: .partnerGateway, consumers: [.notifications],
            dataClass: .personal, meaning: "The way a person signs in has changed, or they signed in on a new device."
        ),
    ]

    private static let scoring: [EventDefinition] = [
        EventDefinition(
            type: .churnScored, payload: ChurnScore.self, publisher: .mlScoring, consumers: [.crmBridge, .analytics],
            dataClass: .personal, meaning: "A customer's churn score was computed."
        ),
        EventDefinition(
            type: .modelPromoted, payload: ModelState.self, publisher: .mlScoring, consumers: [], dataClass: .internal,
            meaning: "Another model makes the scores from now on."
        ),
    ]

    private static let notifications: [EventDefinition] = [
        EventDefinition(
            type: .notificationSent, payload: NotificationState.self, publisher: .notifications, consumers: [.analytics],
            dataClass: .internal, meaning: "A message was taken by the provider."
        ),
        EventDefinition(
            type: .notificationFailed, payload: NotificationState.self, publisher: .notifications, consumers: [.analytics],
            dataClass: .internal, meaning: "A message was given up."
        ),
    ]
}
