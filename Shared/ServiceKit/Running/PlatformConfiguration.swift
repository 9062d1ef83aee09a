import Configuration
import Foundation
import Observability

/// The settings every service reads.
public struct PlatformConfiguration: Sendable {
    /// `PITCREW_REGION`: the cell's region, as `eu`, `gcc` or `apac`; default `eu`.
    public let region: String
    /// `PITCREW_PUBLIC_URL`: the door that browsers use, for links in messages.
    public let publicURL: URL
    /// `PITCREW_ISSUER`: what access tokens name as their issuer; default the public URL.
    public let issuer: String
    /// `PITCREW_OTLP_ENDPOINT`: a collector's OTLP/HTTP address; absent, no traces leave.
    public let collector: URL?
    /// `PITCREW_LOG_LEVEL`: debug, info, warning or error; default info.
    public let logLevel: Logger.Level
    /// `PITCREW_DRAIN_TIMEOUT`: how long stopping may take in all, shorter than what the service is killed after; default 20s.
    public let drainTimeout: Duration
    /// `PITCREW_CONSUMER_BATCH`: messages handled in one transaction at most; default 64.
    public let consumerBatch: Int
    /// `PITCREW_CONSUMER_CONCURRENCY`: batches in hand at once; default 2.
    public let consumerConcurrency: Int
    /// `PITCREW_RELAY_BATCH`: events published in one go; default 256.
    public let relayBatch: Int

    /// Of the drain time-out: what requests in hand have.
    var requestDrain: Duration { drainTimeout / 2 }
    /// Of the drain time-out: what messages in hand have, in each of the two queues.
    var messageDrain: Duration { drainTimeout / 5 }

    public init(settings: Settings) throws {
        region = try settings.string("PITCREW_REGION", default: "eu")
        publicURL = try settings.url("PITCREW_PUBLIC_URL", schemes: ["http", "https"])
        issuer = try settings.optionalString("PITCREW_ISSUER") ?? publicURL.absoluteString
        collector = try settings.optionalURL("PITCREW_OTLP_ENDPOINT", schemes: ["http", "https"])
        logLevel = try settings.choice("PITCREW_LOG_LEVEL", default: Logger.Level.info)
        drainTimeout = try settings.duration("PITCREW_DRAIN_TIMEOUT", default: .seconds(20))
        consumerBatch = try settings.int("PITCREW_CONSUMER_BATCH", default: 64, in: 1...1000)
        consumerConcurrency = try settings.int("PITCREW_CONSUMER_CONCURRENCY", default: 2, in: 1...16)
        relayBatch = try settings.int("PITCREW_RELAY_BATCH", default: 256, in: 1...1000)
    }
}
