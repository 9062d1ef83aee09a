import Concurrency
import Configuration
import Foundation

/// The settings of the CRM bridge.
struct CRMBridgeConfiguration: Sendable {
    struct HubSpot: Sendable {
        let url: URL
        let token: Secret
        let deadline: Duration
    }
    /// `PITCREW_HUBSPOT_URL`: where HubSpot's API is, as `https://api.hubapi.com`; empty (default) turns the sync off.
    /// `PITCREW_HUBSPOT_TOKEN`: a private app's access token; required where the URL is set.
    /// `PITCREW_HUBSPOT_DEADLINE`: what one call may take; default 20s.
    let hubSpot: HubSpot?
    /// `PITCREW_HUBSPOT_RETRY_BASE` (1s) and `PITCREW_HUBSPOT_RETRY_CAP` (5m): waits after failed calls, with full jitter.
    let backoff: Backoff

    init(settings: Settings) throws {
        hubSpot = try settings.optionalURL("PITCREW_HUBSPOT_URL", schemes: ["http", "https"]).map { url in
            HubSpot(
                url: url, token: try settings.secret("PITCREW_HUBSPOT_TOKEN"),
                deadline: try settings.duration("PITCREW_HUBSPOT_DEADLINE", default: .seconds(20), in: .seconds(1)...(.seconds(120)))
            )
        }
        backoff = Backoff(
            base: try settings.duration("PITCREW_HUBSPOT_RETRY_BASE", default: .seconds(1)),
            cap: try settings.duration("PITCREW_HUBSPOT_RETRY_CAP", default: .seconds(300))
        )
    }
}
