import Foundation

/// Who proved to be there, before a session is opened for them.
struct AuthenticatedPerson: Sendable { let id: UUID; let kind: String; let method: String; let userVerified: Bool }
