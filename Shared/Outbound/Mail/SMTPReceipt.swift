/// The mail server's promise to deliver a message.
public struct SMTPReceipt: Sendable, Hashable {
    /// The reply code, 250.
    public let code: Int
    /// The rest of the reply, which often names the message in the server's queue.
    public let text: String
}
