/// Why a cryptographic operation gave no result. Never carries key material or plaintext.
public enum CryptographyError: Error, Equatable, Sendable {
    /// The input is not of the form the operation needs: a PEM, a point, a sealed box, a stored password hash.
    case malformed(String)
    /// The sealed box was made with another key or associated data, or was changed since.
    case notAuthentic
    /// A key of the wrong size or kind.
    case wrongKey(String)
    /// Too much of this work is waiting already; try again later.
    case overloaded
    /// OpenSSL refused; its own reason.
    case library(String)
}
