extension ExceptionState {
    public static var example: ExceptionState {
        var state = ExceptionState(
            id: ExampleValues.id(11), version: 2, status: .overridden, kind: .move, workshop: ExampleValues.workshop,
            appointmentId: ExampleValues.id(10), appointmentStart: ExampleValues.time("2026-03-30T09:00:00+02:00"),
            customer: ExampleValues.customer, refusal: "fee-applies", wantedStart: ExampleValues.time("2026-03-31T09:00:00+02:00"),
            fee: Money(amount: 2_500, currency: "EUR"), feeAccepted: false, reason: "illness", note: "My daughter is in hospital",
            requestedAt: ExampleValues.time("2026-03-29T14:00:00Z"), dueAt: ExampleValues.time("2026-03-30T08:00:00+02:00"),
            decision: Decision(
                by: "advisor \(ExampleValues.id(51).text)", at: ExampleValues.time("2026-03-29T14:20:00Z"), reason: "goodwill",
                note: "Get well soon", start: ExampleValues.time("2026-03-31T09:00:00+02:00"), charged: Money(amount: 0, currency: "EUR")
            ),
            manageUrl: "https://pitcrew.example/appointment#token"
        )
        state.appointment = AppointmentState.example
        state.appointment?.granted = state.id
        return state
    }
}
