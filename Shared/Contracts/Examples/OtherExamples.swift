import Foundation

extension JobcardState {
    public static var example: JobcardState {
        JobcardState(
            id: ExampleValues.id(20), version: 1, appointmentId: ExampleValues.id(10), workshopId: ExampleValues.id(1), status: .draft,
            technician: ExampleValues.technician, start: ExampleValues.time("2026-03-30T09:00:00+02:00"),
            end: ExampleValues.time("2026-03-30T10:00:00+02:00"),
            steps: [Step(position: 1, serviceCode: "OIL", name: "Drain the oil", labourTenths: 3, skill: "engine", level: 1)]
        )
    }
}

extension PartsState {
    public static var example: PartsState {
        PartsState(
            jobcardId: ExampleValues.id(20), version: 1, appointmentId: ExampleValues.id(10), workshopId: ExampleValues.id(1),
            lines: [Line(sku: "OIL-5W30", name: "Engine oil 5W-30, 1 l", needed: 5, reserved: 4)]
        )
    }
}

extension ProcurementState {
    public static var example: ProcurementState {
        ProcurementState(
            id: ExampleValues.id(21), version: 1, workshopId: ExampleValues.id(1), jobcardId: ExampleValues.id(20), sku: "OIL-5W30",
            quantity: 1, neededBy: ExampleValues.time("2026-03-30T09:00:00+02:00"), status: .open
        )
    }
}

extension CustomerState {
    public static var example: CustomerState {
        CustomerState(
            id: ExampleValues.id(2), version: 1, name: "Ada Example", email: "ada@customer.example", phone: "+49305550101", locale: "de",
            since: ExampleValues.time("2024-01-15T10:00:00Z"), nps: 9
        )
    }
}

extension CustomerErased {
    public static var example: CustomerErased {
        CustomerErased(
            customerId: ExampleValues.id(2), version: 4, aliases: [ExampleValues.id(15)], at: ExampleValues.time("2026-03-20T12:00:00Z")
        )
    }
}

extension VehicleState {
    public static var example: VehicleState {
        VehicleState(version: 1, customerId: ExampleValues.id(2), vehicle: ExampleValues.vehicle)
    }
}

extension ConsentState {
    public static var example: ConsentState {
        ConsentState(
            id: id(of: ExampleValues.id(2), .marketing, "email"), version: 1, customerId: ExampleValues.id(2), purpose: .marketing,
            channel: "email", isGiven: true, source: "front_desk", wordingVersion: "2026-03", at: ExampleValues.time("2026-03-20T12:00:00Z")
        )
    }
}

extension NotificationState {
    public static var example: NotificationState {
        NotificationState(
            id: ExampleValues.id(30), version: 2, appointmentId: ExampleValues.id(10), customerId: ExampleValues.id(2),
            purpose: .confirmation, channel: "email", status: .failed, at: ExampleValues.time("2026-03-20T12:00:05Z"),
            error: "550 5.1.1 mailbox unknown"
        )
    }
}

extension PartnerState {
    public static var example: PartnerState {
        PartnerState(id: ExampleValues.id(8), version: 1, name: "Example Fleet", active: true)
    }
}

extension PartnerBookingRequested {
    public static var example: PartnerBookingRequested {
        PartnerBookingRequested(
            requestId: ExampleValues.id(9), partnerId: ExampleValues.id(8), reference: "FLEET-77", workshopId: ExampleValues.id(1),
            serviceIds: [ExampleValues.id(4)], start: ExampleValues.time("2026-03-30T09:00:00+02:00"),
            customer: Customer(name: "Ada Example", email: "ada@customer.example", phone: "+49305550101", locale: "de"),
            vehicle: Vehicle(
                plate: "B-PC 1234", vin: "WVWZZZ1JZXW000001", make: "Volkswagen", model: "Golf", year: 2019, vehicleClass: .compact,
                mileageKm: 84_200
            ),
            note: "Rattles when cold"
        )
    }
}

extension SigningKeysState {
    public static var example: SigningKeysState {
        SigningKeysState(
            version: 1, issuer: "https://pitcrew.example",
            keys: [
                Key(
                    kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", kid: "2026-03", alg: "ES256", use: "sig",
                    notBefore: ExampleValues.time("2026-03-20T12:05:00Z"), notAfter: ExampleValues.time("2026-06-21T12:05:00Z")
                )
            ]
        )
    }
}

extension ChurnScore {
    public static var example: ChurnScore {
        ChurnScore(
            customerId: ExampleValues.id(2), version: 4, modelId: ExampleValues.id(40), probability: 0.37, horizonDays: 365,
            reasons: [
                Reason(feature: "days_since_last_visit", value: 410, contribution: 0.9, text: "Last visit 410 days ago")
            ],
            scoredAt: ExampleValues.time("2026-03-20T12:00:06Z")
        )
    }
}

extension ModelState {
    public static var example: ModelState {
        ModelState(
            id: ExampleValues.id(40), version: 1, name: "churn", trainedAt: ExampleValues.time("2026-03-01T02:00:00Z"),
            figures: ["auc": 0.81, "brier": 0.14]
        )
    }
}
