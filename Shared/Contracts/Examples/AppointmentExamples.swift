import Foundation

extension AppointmentState {
    public static var example: AppointmentState {
        var state = AppointmentState(
            id: ExampleValues.id(10), version: 3, status: .cancelled, workshop: ExampleValues.workshop, customer: ExampleValues.customer,
            vehicle: ExampleValues.vehicle, services: [ExampleValues.service], technician: ExampleValues.technician,
            bay: NamedReference(id: ExampleValues.id(6), name: "Lift 2"),
            tools: [NamedReference(id: ExampleValues.id(7), name: "Diagnostic tester 1")],
            start: ExampleValues.time("2026-03-30T09:00:00+02:00"), end: ExampleValues.time("2026-03-30T10:00:00+02:00"),
            price: Money(amount: 12_900, currency: "EUR"), channel: .partner,
            partner: PartnerReference(id: ExampleValues.id(8), reference: "FLEET-77", requestId: ExampleValues.id(9)),
            note: "Rattles when cold", bookedAt: ExampleValues.time("2026-03-20T12:00:00Z"),
            previousStart: ExampleValues.time("2026-03-29T09:00:00+02:00"),
            cancellation: Cancellation(reason: "changed_plans", by: .customer, at: ExampleValues.time("2026-03-25T08:00:00Z")),
            manageUrl: "https://pitcrew.example/appointment#token", changedAt: ExampleValues.time("2026-03-25T08:00:00Z"),
            steps: [AppointmentStep(
                start: ExampleValues.time("2026-03-30T09:00:00+02:00"), end: ExampleValues.time("2026-03-30T10:00:00+02:00"),
                technicians: [ExampleValues.technician, NamedReference(id: ExampleValues.id(12), name: "Ida Inspect")],
                bay: NamedReference(id: ExampleValues.id(6), name: "Lift 2"),
                tools: [NamedReference(id: ExampleValues.id(7), name: "Diagnostic tester 1")]
            )],
            loaner: NamedReference(id: ExampleValues.id(13), name: "Courtesy car 1")
        )
        state.moves = 1
        state.release = ExampleValues.time("2026-03-30T08:00:00+02:00")
        state.pinned = true
        state.fees = [
            ChargedFee(change: .cancel, amount: Money(amount: 2_500, currency: "EUR"), at: ExampleValues.time("2026-03-25T08:00:00Z"))
        ]
        return state
    }
}

extension WaitingListOffer {
    public static var example: WaitingListOffer {
        WaitingListOffer(
            id: ExampleValues.id(14), version: 2, workshop: ExampleValues.workshop, name: "Ada Example", email: "ada@example.org",
            locale: "de", plate: "B-PC 1", services: ["Oil and filter change"], start: ExampleValues.time("2026-03-30T09:00:00+02:00"),
            end: ExampleValues.time("2026-03-30T10:00:00+02:00"), expiresAt: ExampleValues.time("2026-03-29T12:00:00Z"),
            url: "https://pitcrew.example/waiting#token"
        )
    }
}

extension WaitingListConfirmation {
    public static var example: WaitingListConfirmation {
        WaitingListConfirmation(
            id: ExampleValues.id(14), version: 1, workshop: ExampleValues.workshop, name: "Ada Example", email: "ada@example.org",
            locale: "de", plate: "B-PC 1", services: ["Oil and filter change"], from: LocalDate(daysSince1970: 20_540),
            to: LocalDate(daysSince1970: 20_546), isConfirmed: false, expiresAt: ExampleValues.time("2026-03-21T12:00:00Z"),
            url: "https://pitcrew.example/waiting#confirm=token"
        )
    }
}

extension AppointmentDeclined {
    public static var example: AppointmentDeclined {
        AppointmentDeclined(
            requestId: ExampleValues.id(9), partnerId: ExampleValues.id(8), reference: "FLEET-77", reason: "slot-taken",
            detail: "The slot was taken meanwhile.",
            alternatives: [
                Period(start: ExampleValues.time("2026-03-30T11:00:00+02:00"), end: ExampleValues.time("2026-03-30T12:00:00+02:00"))
            ]
        )
    }
}

extension ServiceState {
    public static var example: ServiceState {
        ServiceState(
            id: ExampleValues.id(4), version: 1, code: "OIL", name: "Oil and filter change", category: "Maintenance", labourTenths: 8,
            skill: "engine", level: 1, bayKind: "lift", toolKinds: ["diagnostic"], active: true
        )
    }
}

extension TechnicianState {
    public static var example: TechnicianState {
        TechnicianState(
            id: ExampleValues.id(5), version: 1, workshopId: ExampleValues.id(1), name: "Tom Torque", skills: ["engine": 2],
            shifts: [Shift(weekday: 1, fromMinute: 480, toMinute: 1020)], active: true
        )
    }
}

extension WorkshopState {
    public static var example: WorkshopState {
        WorkshopState(version: 1, workshop: ExampleValues.workshop, currency: "EUR", active: true)
    }
}
