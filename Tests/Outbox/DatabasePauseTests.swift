import Testing

@testable import Outbox
@testable import PostgreSQL

@Suite struct DatabasePauseTests {
    @Test(arguments: [
        PostgresError.shutDown, .connectionLost("x"), PostgresError(.poolExhausted, message: "x"),
        .server(sqlState: "53300", message: "too many clients", constraint: nil, table: nil),
    ])
    func aDatabaseThatIsAwayOrFullIsNoFaultOfTheMessage(error: any Error) {
        #expect(error.isDatabaseAway)
    }

    @Test(arguments: [
        PostgresError.deadlineExceeded, .server(sqlState: "40P01", message: "deadlock", constraint: nil, table: nil),
        .server(sqlState: "23514", message: "check", constraint: "c", table: "t"),
    ])
    func whatTheMessageItselfRunsIntoIs(error: any Error) {
        #expect(!error.isDatabaseAway)
    }
}
