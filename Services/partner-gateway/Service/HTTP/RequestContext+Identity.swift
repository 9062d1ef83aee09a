import Contracts
import Foundation
import HTTP
import Outbound

extension RequestContext {
    /// Where the request comes from, as the door says, which overwrites what a client says of itself. Of an IPv6 address the network, as one
    /// customer of a provider has all of it.
    var clientAddress: String {
        let address = headers["X-Forwarded-For"] ?? ""
        guard case .v6(let bytes) = IPAddress(address), !bytes.starts(with: Self.carriesIPv4) else { return address }
        return "network " + bytes.prefix(8).map(String.init).joined(separator: ".")
    }

    /// How an IPv6 address begins that stands for an IPv4 one (RFC 4291, section 2.5.5.2).
    private static let carriesIPv4 = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]

    /// The person who calls.
    /// - Throws: 403 for a partner's client.
    var person: Person {
        get throws {
            guard let principal, Person.kinds.contains(principal.kind.rawValue), let id = principal.subjectID else {
                throw Problem(.insufficientScope, detail: "Only a person's token may do this.")
            }
            return Person(id: id, kind: principal.kind.rawValue)
        }
    }

    /// The customer who calls.
    /// - Throws: 403 for anybody else: staff have other ways in.
    var customerID: UUID {
        get throws {
            let person = try person
            guard person.kind == "customer" else { throw Problem(.insufficientScope, detail: "Only a customer's token may do this.") }
            return person.id
        }
    }

    /// The person who calls, and from which session.
    func ownSession() throws -> (id: UUID, session: UUID) {
        guard let session = principal?.sessionID else {
            throw Problem(.insufficientScope, detail: "Only people who have signed in have sessions.")
        }
        return (try person.id, session)
    }

    /// Whether the session may do nothing until its person proves more.
    var provesLittle: Bool { principal?.scopes.isEmpty ?? true }

    /// - Throws: `GatewayError.freshProofRequired` where the person signed in too long ago.
    func proveFresh(at now: Date) throws { try FreshProof.demand(principal?.authenticatedAt, at: now) }

    /// Who acts, for the audit.
    var actorName: String { principal.map { $0.name ?? $0.subject } ?? "unknown" }

    /// What a cookie alone would allow must come from a page of ours: SameSite says so, and so must what the browser says of itself
    /// (Fetch Metadata, Origin). Whoever is no browser says nothing.
    func proveSameSite(as publicURL: URL) throws {
        if let site = headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { throw GatewayError.crossSite }
        if let origin = headers["Origin"], origin != self.origin(publicURL) { throw GatewayError.crossSite }
    }

    /// The origin that the client called: the public one, or that of another of the door's addresses. The door lets only its own through
    /// (`PITCREW_DOOR_HOSTS`) and says which scheme it was called by; who did not come through the door is taken at the public one.
    func origin(_ publicURL: URL) -> String {
        let port = publicURL.port.map { ":\($0)" } ?? ""
        let authority = (publicURL.host() ?? "") + port
        if let scheme = headers["X-Forwarded-Proto"], let host = headers["Host"], !host.isEmpty, host != authority {
            return "\(scheme)://\(host)"
        }
        return "\(publicURL.scheme ?? "https")://\(authority)"
    }
}
