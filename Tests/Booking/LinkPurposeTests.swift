import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct LinkPurposeTests {
    private static let far = Date(timeIntervalSince1970: 2_000_000_000)
    private let now = Garage.at(day: 2, 6)

    private func signer() throws -> LinkSigner {
        LinkSigner(secret: Garage.secret, publicURL: try #require(URL(string: "https://pitcrew.test")))
    }

    @Test(arguments: LinkPurpose.allCases) func aLinkOpensWhatItIsForAndNothingElse(_ purpose: LinkPurpose) throws {
        let signer = try signer()
        let version: Int64 = purpose == .manage ? 0 : 7
        let claims = LinkClaims(purpose: purpose, appointment: UUID(), expires: Self.far, generation: 2, version: version)
        let token = signer.token(claims)
        #expect(try signer.verify(token, for: purpose, at: now) == claims)
        #expect(throws: BookingError.linkExpired) { try signer.verify(token, for: purpose, at: Self.far) }
        for other in LinkPurpose.allCases where other != purpose {
            #expect(throws: BookingError.linkInvalid) { try signer.verify(token, for: other, at: now) }
        }
    }

    @Test(arguments: LinkPurpose.allCases) func whateverByteIsChangedTheLinkIsVoid(_ purpose: LinkPurpose) throws {
        let signer = try signer()
        let token = signer.token(LinkClaims(purpose: purpose, appointment: UUID(), expires: Self.far, generation: 1, version: 1))
        let bytes = try #require(Base64URL.decode(token))
        for index in bytes.indices {
            var forged = bytes
            forged[index] ^= 1
            for purpose in LinkPurpose.allCases {
                #expect(throws: BookingError.linkInvalid) { try signer.verify(Base64URL.encode(forged), for: purpose, at: now) }
            }
        }
    }

    /// Made with Python's hmac as the version before did: whoever has it in their mail goes on using it.
    @Test func aLinkMailedByTheVersionBeforeStillWorks() throws {
        let token = "AQGSjwAAAHAAgAAAAAAAAAoAAAAAdzWUAAAAAANuPOrOqhO7cve9kipr9wCS6Qxs1wtXeQ5pFD4ckhEWgQ"
        let claims = LinkClaims(
            appointment: UUID(high: 0x0192_8F00_0000_7000, low: 0x8000_0000_0000_000A), expires: Self.far, generation: 3
        )
        #expect(try signer().verify(token, at: now) == claims)
        #expect(try signer().token(claims) == token, "and those mailed now work when this version is taken back")
    }

    @Test func aLinkForOneActionIsVoidAfterAnyChangeAndTheCustomersOwnIsNot() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let links = ManageLinks(signer: try signer(), appointments: AppointmentStore(), clock: garage.clock)
            let tokens = LinkPurpose.allCases.map { purpose in
                (purpose, links.token(for: purpose, to: booked.appointment, expires: booked.appointment.end, generation: 1))
            }
            for (purpose, token) in tokens {
                let opened = try await links.open(token, for: purpose, in: garage.service.database)
                #expect(opened.state.id == booked.appointment.id)
                let isHisOwn = try await garage.mine(.get, "", token).status == 200
                #expect(isHisOwn == (purpose == .manage), "\(purpose)")
            }
            #expect(try await garage.mine(.post, "/move", booked.manageToken, MoveBody(start: Garage.at(day: 5, 9))).status == 200)
            for (purpose, token) in tokens {
                let isOpen = (try? await links.open(token, for: purpose, in: garage.service.database)) != nil
                #expect(isOpen == !purpose.isForOneAction, "\(purpose)")
            }
            #expect(try await garage.mine(.get, "", booked.manageToken).status == 200, "his own move does not lock him out")
            _ = try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/link")
            for (purpose, token) in tokens {
                await #expect(throws: BookingError.linkInvalid) {
                    try await links.open(token, for: purpose, in: garage.service.database)
                }
            }
        }
    }
}
