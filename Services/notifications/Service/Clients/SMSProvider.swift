import Contracts
import Foundation
import Outbound

/// Hands text messages to a provider by Twilio's Messages resource (API 2010-04-01).
struct SMSProvider: Sendable {
    let configuration: SMSConfiguration
    let http: HTTPClient
    let clock: any WallClock

    private struct Taken: Decodable { let sid: String }
    private struct Refusal: Decodable { let code: Int? }

    /// Makes one call. Nothing that comes of it names the number or the text.
    func send(_ text: String, to number: String) async -> CodeDelivery {
        do {
            return verdict(on: try await http.send(request(text, to: number)))
        } catch let error as OutboundError {
            return Self.isNeverSent(error) ? .later(error.kind.rawValue, after: nil) : .unknown(error.kind.rawValue)
        } catch {
            return .unknown("cancelled")
        }
    }

    private func request(_ text: String, to number: String) -> OutboundRequest {
        let address = configuration.url.appending(path: "2010-04-01/Accounts/\(configuration.account)/Messages.json")
        let isService = configuration.sender.utf8.count == 34 && configuration.sender.hasPrefix("MG")
        let form = [("To", number), (isService ? "MessagingServiceSid" : "From", configuration.sender), ("Body", text)]
        let login = Data("\(configuration.account):\(configuration.token.revealed)".utf8).base64EncodedString()
        return OutboundRequest(
            .post, address, target: "sms",
            headers: [
                "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", "Authorization": "Basic \(login)",
            ],
            body: Array(PercentEncoding.form(form).utf8),
            deadline: SMSConfiguration.deadline, maxResponseBytes: 64 << 10
        )
    }

    /// 429 and 5xx say that nothing was sent, 401 that our own login is wrong; what else is refused is the number's or the text's fault. The
    /// words of an error name the number: only its figure is kept.
    private func verdict(on response: OutboundResponse) -> CodeDelivery {
        if response.isSuccess { return .taken((try? JSONCoding.decode(Taken.self, from: response.body))?.sid) }
        let code = (try? JSONCoding.decode(Refusal.self, from: response.body))?.code
        let why = "the provider answered \(response.status)" + (code.map { " (\($0))" } ?? "")
        let isLater = response.status == 429 || response.status == 401 || response.status >= 500
        return isLater ? .later(why, after: response.retryAfter(now: clock.now())) : .refused(why)
    }

    /// Whether the request cannot have reached the provider.
    private static func isNeverSent(_ error: OutboundError) -> Bool {
        switch error.kind {
        case .refused, .resolve, .tls, .unavailable, .blockedAddress, .invalidRequest: true
        case .timeout, .connectionLost, .tooLarge, .protocol: false
        }
    }
}
