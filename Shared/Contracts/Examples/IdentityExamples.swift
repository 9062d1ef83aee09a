extension SessionState {
    public static var example: SessionState {
        SessionState(
            id: ExampleValues.id(50), version: 2, personId: ExampleValues.id(51), kind: "staff", status: .ended, reason: "revoked",
            at: ExampleValues.time("2026-03-20T12:00:00Z"), tokensEndAt: ExampleValues.time("2026-03-20T12:10:00Z")
        )
    }
}

extension SignInCodeRequested {
    public static var example: SignInCodeRequested {
        SignInCodeRequested(
            id: ExampleValues.id(52), channel: .email, address: "ada@customer.example", locale: "de",
            sealedCode: "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiM", expiresAt: ExampleValues.time("2026-03-20T12:10:00Z")
        )
    }
}

extension AccountSecurityChange {
    public static var example: AccountSecurityChange {
        AccountSecurityChange(
            id: ExampleValues.id(53), personId: ExampleValues.id(51), kind: "customer", change: .signedInOnNewDevice,
            at: ExampleValues.time("2026-03-20T12:00:00Z"), label: "Chrome on Android", email: "ada@customer.example", locale: "de"
        )
    }
}
