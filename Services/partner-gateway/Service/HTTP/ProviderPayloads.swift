struct ProvidersList: Codable, Sendable {
    let items: [Item]

    struct Item: Codable, Sendable {
        let id: String
        let name: String
    }
}

struct ProviderBeginQuery: Codable, Sendable {
    /// A path of this site; `/` unless told.
    let `return`: String?
    /// The thumbprint of the key that the session shall be bound to (RFC 7638).
    let dpop_jkt: String?
    /// `login`, for a proof of now: the provider asks also whom it knows.
    let prompt: String?
}

/// What providers append to the redirect. Beside the first five nothing counts; they are named because unknown parameters are refused.
struct ProviderCallbackQuery: Codable, Sendable {
    let code: String?
    let state: String?
    let iss: String?
    let error: String?
    let error_description: String?
    let error_uri: String?
    let session_state: String?
    let scope: String?
    let authuser: String?
    let prompt: String?
    let hd: String?
}
