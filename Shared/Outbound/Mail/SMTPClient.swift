import FoundationEssentials

/// Hands messages to a mail server, over connections that are kept.
public struct SMTPClient: Sendable {
    private let configuration: SMTPConfiguration
    private let client: HTTPClient

    /// `client` lends its thread and its connections; it counts messages under the target `smtp`.
    public init(configuration: SMTPConfiguration, client: HTTPClient) {
        self.configuration = configuration
        self.client = client
    }

    /// Sends one message to all its recipients, or to none. Throws ``EmailMessageError`` for a message that cannot be sent,
    /// ``SMTPError`` when the server does not take it, `CancellationError` when the task is cancelled before the message is out
    /// (later it is an ambiguous ``SMTPError``).
    @discardableResult
    public func send(_ mail: EmailMessage) async throws -> SMTPReceipt {
        let message = try mail.render()
        let transfer = CurlRequest(
            url: serverURL,
            content: .mail(
                from: mail.from.address, to: mail.to.map(\.address), message: message, login: login, tls: configuration.tls
            ),
            deadline: .now + configuration.deadline, maximumBytes: 64 * 1024
        )
        let result: CurlResult
        do throws(OutboundError) {
            result = try await client.send(mail: transfer)
        } catch {
            throw SMTPError(kind: .unavailable, detail: error.detail)
        }
        if let failure = result.failure {
            let error = SMTPError(failure, result)
            throw failure.kind == .cancelled && !error.isAmbiguous ? CancellationError() : error
        }
        // The end of the message is answered last, by 250.
        let reply = result.lines.last { SMTPReply($0)?.code == 250 }.flatMap { SMTPReply($0) }
        return SMTPReceipt(code: reply?.code ?? result.status, text: reply?.redactedText ?? "")
    }

    /// libcurl takes the name to greet with from the URL's path.
    private var serverURL: String {
        let server = "\(configuration.url.scheme?.lowercased() ?? "smtp")://\(authority)"
        return configuration.hello.map { "\(server)/\($0)" } ?? server
    }

    private var authority: String {
        let host = configuration.url.host() ?? ""
        let bracketed = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return configuration.url.port.map { "\(bracketed):\($0)" } ?? bracketed
    }

    private var login: CurlRequest.Login? {
        guard let username = configuration.username, let password = configuration.password else { return nil }
        return CurlRequest.Login(username: username, password: password.revealed)
    }
}
