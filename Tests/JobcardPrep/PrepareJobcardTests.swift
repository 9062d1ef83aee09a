import Contracts
import Foundation
import TestSupport
import Testing

@testable import JobcardPrep

@Suite struct PrepareJobcardTests {
    /// An appointment tomorrow that takes one oil change.
    static func appointment(id: UUID = UUID(), version: Int64 = 1, status: AppointmentStatus = .booked, in days: Double = 1) -> AppointmentState {
        var state = AppointmentState.example
        state.id = id
        state.version = version
        state.status = status
        state.channel = .web
        state.cancellation = nil
        state.start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + days * 86_400).rounded())
        state.end = state.start + 3600
        return state
    }

    private func withStock(onHand: Int, _ body: (TestService<JobcardPrepService>, UUID, String) async throws -> Void) async throws {
        try await withService(JobcardPrepService.self) { service in
            let token = try service.token(scopes: ["catalogue", "appointments"])
            let part = UUID()
            let workshop = AppointmentState.example.workshop.id
            let put = PartRequest(workshopId: workshop, sku: "OIL", name: "Oil", onHand: onHand)
            #expect(try await service.send(.put, "/v1/parts/\(part.text)", body: put, token: token).status == 200)
            let bill = Bill(parts: [.init(sku: "OIL", quantity: 4)], steps: [])
            #expect(try await service.send(.put, "/v1/bills/OIL", body: bill, token: token).status == 200)
            try await body(service, part, token)
        }
    }

    private func reserved(_ service: TestService<JobcardPrepService>) async throws -> Int {
        try await service.database.query("SELECT reserved FROM parts").first?.get("reserved") ?? -1
    }

    @Test func anAppointmentBecomesADraftWithItsPartsSetAside() async throws {
        try await withStock(onHand: 5) { service, _, token in
            let state = Self.appointment()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            let card = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self)
            #expect(card.appointmentId == state.id)
            #expect(card.technician == state.technician)
            let parts = try await service.tap.awaitEvent(.partsReserved, as: PartsState.self)
            #expect(parts.lines == [.init(sku: "OIL", name: "Oil", needed: 4, reserved: 4)])
            let view = try await service.get("/v1/jobcards/by-appointment/\(state.id.text)", token: token).decoded(JobcardView.self)
            #expect(view.steps.map(\.labourTenths) == [8])
            #expect(try await reserved(service) == 4)
        }
    }

    @Test func aCancellationThatOvertakesItsBookingLeavesNoOpenCard() async throws {
        try await withStock(onHand: 5) { service, _, token in
            let booked = Self.appointment()
            let cancelled = Self.appointment(id: booked.id, version: 2, status: .cancelled)
            try await service.publish(.appointmentCancelled, subject: booked.id, version: 2, payload: cancelled)
            _ = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self)
            try await service.publish(.appointmentCreated, subject: booked.id, payload: booked)
            // What comes behind it is handled behind it.
            let next = Self.appointment()
            try await service.publish(.appointmentCreated, subject: next.id, payload: next)
            _ = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self) { $0.appointmentId == next.id }
            let card = try await service.get("/v1/jobcards/by-appointment/\(booked.id.text)", token: token).decoded(JobcardView.self)
            #expect(card.status == .cancelled)
            #expect(try await reserved(service) == 4)
        }
    }

    @Test func aShortageIsBoughtAndGoodsReceivedClearIt() async throws {
        try await withStock(onHand: 1) { service, part, token in
            let state = Self.appointment()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            let request = try await service.tap.awaitEvent(.procurementRequested, as: ProcurementState.self)
            #expect(request.quantity == 3)
            #expect(request.neededBy == state.start)
            _ = try await service.tap.awaitEvent(.partsShort, as: PartsState.self)
            let receipt = try await service.post("/v1/parts/\(part.text)/receipts", ReceiptRequest(quantity: 3), token: token, key: "r1")
            #expect(receipt.status == 201)
            _ = try await service.tap.awaitEvent(.partsReserved, as: PartsState.self)
            let cleared = try await service.tap.awaitEvent(.procurementRequested, as: ProcurementState.self) { $0.version == 2 }
            #expect(cleared.status == .received)
            let again = try await service.post("/v1/parts/\(part.text)/receipts", ReceiptRequest(quantity: 3), token: token, key: "r1")
            #expect(again.headers["Idempotency-Replayed"] == "true")
            #expect(try await reserved(service) == 4)
        }
    }

    @Test func aMoveFollowsAndACancellationGivesThePartsBack() async throws {
        try await withStock(onHand: 4) { service, _, _ in
            let state = Self.appointment()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            _ = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self)
            var moved = Self.appointment(id: state.id, version: 2, in: 3)
            moved.technician = NamedReference(id: UUID(), name: "Other")
            try await service.publish(.appointmentUpdated, subject: state.id, version: 2, payload: moved)
            let followed = try await service.tap.awaitEvent(.jobcardUpdated, as: JobcardState.self)
            #expect(followed.start == moved.start)
            #expect(followed.technician.name == "Other")
            let cancelled = Self.appointment(id: state.id, version: 3, status: .cancelled, in: 3)
            try await service.publish(.appointmentCancelled, subject: state.id, version: 3, payload: cancelled)
            _ = try await service.tap.awaitEvent(.jobcardUpdated, as: JobcardState.self) { $0.status == .cancelled }
            #expect(try await reserved(service) == 0)
        }
    }

    @Test func eventsOutOfOrderAndTwiceLeaveTheNewestState() async throws {
        try await withStock(onHand: 4) { service, _, token in
            let (id, updated, created) = (UUID(), UUID(), UUID())
            let newer = Self.appointment(id: id, version: 2, in: 3)
            // Two batches run side by side, so the order of publishing alone is none.
            try await service.publish(.appointmentUpdated, subject: id, version: 2, payload: newer, id: updated)
            try await service.awaitHandled([updated])
            try await service.publish(.appointmentCreated, subject: id, version: 1, payload: Self.appointment(id: id), id: created)
            try await service.awaitHandled([created])
            let view = try await service.get("/v1/jobcards/by-appointment/\(id.text)", token: token).decoded(JobcardView.self)
            #expect(view.start == newer.start)
            #expect(view.version == 1)
        }
    }

    @Test func completedWorkUsesItsPartsUp() async throws {
        try await withStock(onHand: 5) { service, _, _ in
            let id = UUID()
            try await service.publish(.appointmentCreated, subject: id, payload: Self.appointment(id: id))
            _ = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self)
            let done = Self.appointment(id: id, version: 2, status: .completed)
            try await service.publish(.appointmentCompleted, subject: id, version: 2, payload: done)
            _ = try await service.tap.awaitEvent(.jobcardUpdated, as: JobcardState.self) { $0.status == .completed }
            let row = try #require(try await service.database.query("SELECT on_hand, reserved FROM parts").first)
            #expect(try row.get("on_hand", as: Int.self) == 1)
            #expect(try row.get("reserved", as: Int.self) == 0)
        }
    }

    @Test func historyGetsNoCard() async throws {
        try await withStock(onHand: 5) { service, _, _ in
            var old = Self.appointment(status: .completed, in: -30)
            old.channel = .import
            let event = UUID()
            try await service.publish(.appointmentCompleted, subject: old.id, payload: old, id: event)
            try await service.awaitHandled([event])
            #expect(try await service.database.query("SELECT 1 AS one FROM jobcards").isEmpty)
        }
    }

    @Test func twentyCardsRacingForFivePartsSetAsideNoMoreThanThereAre() async throws {
        try await withStock(onHand: 10) { service, _, _ in
            for _ in 0..<20 {
                let state = Self.appointment()
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            }
            try await eventually("all cards are made") { try await service.database.query("SELECT 1 AS one FROM jobcards").count == 20 }
            #expect(try await reserved(service) == 10)
            let short = try await service.database.query("SELECT coalesce(sum(quantity), 0) AS n FROM procurements").first?.get("n", as: Int.self)
            #expect(short == 70)
        }
    }

    @Test func whatAFinishedCardLackedIsBoughtNoMore() async throws {
        try await withStock(onHand: 1) { service, part, token in
            let id = UUID()
            try await service.publish(.appointmentCreated, subject: id, payload: Self.appointment(id: id))
            _ = try await service.tap.awaitEvent(.procurementRequested, as: ProcurementState.self) { $0.quantity == 3 }
            let done = Self.appointment(id: id, version: 2, status: .completed)
            try await service.publish(.appointmentCompleted, subject: id, version: 2, payload: done)
            let closed = try await service.tap.awaitEvent(.procurementRequested, as: ProcurementState.self) { $0.version == 2 }
            #expect(closed.status == .cancelled && closed.quantity == 0)
            let receipt = try await service.post("/v1/parts/\(part.text)/receipts", ReceiptRequest(quantity: 5), token: token, key: "r1")
            #expect(try receipt.decoded(PartStore.Part.self).onHand == 5)
            let view = try await service.get("/v1/jobcards/by-appointment/\(id.text)", token: token).decoded(JobcardView.self)
            #expect(view.version == 2 && view.parts.allSatisfy { $0.needed == 0 })
        }
    }

    @Test func goodsReceivedWaitForACardInHandAndTellOfIt() async throws {
        try await withStock(onHand: 1) { service, part, token in
            let state = Self.appointment()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            let card = try await service.tap.awaitEvent(.jobcardDrafted, as: JobcardState.self)
            _ = try await service.tap.awaitEvent(.procurementRequested, as: ProcurementState.self)
            async let receipt = service.post("/v1/parts/\(part.text)/receipts", ReceiptRequest(quantity: 3), token: token, key: "r1")
            // As whoever prepares a card does: the card first, then the stock. In the other order the two would wait for each other.
            try await service.database.withTransaction { transaction in
                _ = try await JobcardStore.lock(appointment: state.id, in: transaction)
                try await service.receiptWaits()
                // Sooner than the server would find that they do.
                try await transaction.execute("SET LOCAL lock_timeout = '500ms'")
                _ = try await StockStore.lock(["OIL"], workshop: card.workshopId, in: transaction)
            }
            let answer = try await receipt
            #expect(answer.status == 201)
            #expect(try answer.decoded(PartStore.Part.self).reserved == 4)
            let served = try await service.tap.awaitEvent(.jobcardUpdated, as: JobcardState.self)
            #expect(served.version == 2)
        }
    }

    @Test func aHigherCountServesWhoWaits() async throws {
        try await withStock(onHand: 1) { service, part, token in
            let state = Self.appointment()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            _ = try await service.tap.awaitEvent(.partsShort, as: PartsState.self)
            var put = PartRequest(workshopId: AppointmentState.example.workshop.id, sku: "OIL", name: "Oil", onHand: 9)
            let counted = try await service.send(.put, "/v1/parts/\(part.text)", body: put, token: token)
            #expect(try counted.decoded(PartStore.Part.self).reserved == 4)
            _ = try await service.tap.awaitEvent(.partsReserved, as: PartsState.self)
            put = PartRequest(workshopId: put.workshopId, sku: "OTHER", name: "Oil", onHand: 9)
            let other = try await service.send(.put, "/v1/parts/\(part.text)", body: put, token: token)
            #expect(other.status == 409 && other.text.contains("part-differs"))
        }
    }
}

extension TestService where S == JobcardPrepService {
    /// Until somebody waits for a row that somebody else has locked.
    func receiptWaits() async throws {
        try await eventually("the receipt waits") {
            try await !database.query("""
                SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).isEmpty
        }
    }
}
