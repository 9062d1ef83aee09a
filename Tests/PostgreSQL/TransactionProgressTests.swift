import Testing

@testable import PostgreSQL

@Suite("Transaction progress")
struct TransactionProgressTests {
    private func begun() -> TransactionProgress {
        var progress = TransactionProgress(begin: ["BEGIN"])
        _ = progress.takePending()
        return progress
    }

    @Test func beginTravelsWithTheFirstStatement() {
        var progress = TransactionProgress(begin: ["BEGIN"])
        same(progress.takePending().map(\.text), ["BEGIN"])
        #expect(progress.pending.isEmpty)
    }

    @Test func nothingNeedsBeginAsLongAsNothingWasSent() throws {
        var progress = TransactionProgress(begin: ["BEGIN"])
        try progress.enqueue("INSERT 1")
        same(progress.unsentWhole?.map(\.text), ["INSERT 1"])
        let pending = progress.takePending()
        #expect(progress.unsentWhole == nil)
        progress.restore(pending)
        same(progress.unsentWhole?.map(\.text), ["INSERT 1"])
        for begin: [SQL] in [["BEGIN ISOLATION LEVEL SERIALIZABLE"], ["BEGIN", "SELECT 1"]] {
            #expect(TransactionProgress(begin: begin).unsentWhole == nil)
        }
    }

    @Test func aSavepointNobodyUsedIsNeverSent() {
        var progress = begun()
        let name = progress.enterSavepoint()
        progress.releaseSavepoint(name)
        #expect(progress.pending.isEmpty)
        let outer = progress.enterSavepoint()
        _ = progress.enterSavepoint()
        same(progress.undoSavepoint(outer), false)
        #expect(progress.pending.isEmpty)
    }

    @Test func aUsedSavepointIsReleasedWithTheNextStatement() {
        var progress = begun()
        let name = progress.enterSavepoint()
        same(progress.takePending().map(\.text), ["SAVEPOINT p1"])
        progress.releaseSavepoint(name)
        same(progress.takePending().map(\.text), ["RELEASE SAVEPOINT p1"])
    }

    @Test func undoingForgetsWhatWasPendingInside() {
        var progress = begun()
        let name = progress.enterSavepoint()
        _ = progress.takePending()
        _ = progress.enterSavepoint()
        same(progress.undoSavepoint(name), true)
        same(progress.takePending().map(\.text), ["ROLLBACK TO SAVEPOINT p1", "RELEASE SAVEPOINT p1"])
    }

    @Test func whatIsEnqueuedTravelsInItsPlaceAndGoesWithItsSavepoint() throws {
        var progress = TransactionProgress(begin: ["BEGIN"])
        try progress.enqueue("INSERT 1")
        let name = progress.enterSavepoint()
        try progress.enqueue("INSERT 2")
        same(progress.undoSavepoint(name), false)
        let kept = progress.enterSavepoint()
        try progress.enqueue("INSERT 3")
        progress.releaseSavepoint(kept)
        same(progress.takePending().map(\.text), ["BEGIN", "INSERT 1", "INSERT 3"])
        #expect(progress.hasEnqueued && !progress.hasUnsent)
    }

    @Test func oneStatementAtATimeAndNoneAfterTheEnd() throws {
        var progress = begun()
        try progress.start()
        #expect(throws: PostgresError.self) { try progress.start() }
        progress.finish()
        same(progress.end(), true)
        same(progress.end(), false)
        #expect(throws: PostgresError.self) { try progress.start() }
    }
}
