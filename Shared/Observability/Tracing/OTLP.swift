import Foundation

/// Spans as OTLP/HTTP JSON, to be posted to `/v1/traces`: ids in hexadecimal, 64-bit numbers as strings, enumerations as numbers.
///
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
public enum OTLP {
    /// The body of one export request.
    public static func encode(_ spans: [FinishedSpan], service: String) -> Data {
        let request = ExportRequest(
            resourceSpans: [
                .init(
                    resource: .init(attributes: [.init(key: "service.name", value: .init(stringValue: service))]),
                    scopeSpans: [.init(scope: .init(name: "pitcrew"), spans: spans.map(Span.init))]
                )
            ])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and small integers only: there is nothing the encoder could refuse.
        return (try? encoder.encode(request)) ?? Data()
    }

    private struct ExportRequest: Encodable {
        let resourceSpans: [ResourceSpans]
    }

    private struct ResourceSpans: Encodable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    private struct Resource: Encodable {
        let attributes: [Attribute]
    }

    private struct ScopeSpans: Encodable {
        let scope: Scope
        let spans: [Span]
    }

    private struct Scope: Encodable {
        let name: String
    }

    private struct Attribute: Encodable {
        struct Value: Encodable {
            let stringValue: String
        }
        let key: String
        let value: Value
    }

    private struct Link: Encodable {
        let traceId: String
        let spanId: String
    }

    private struct Status: Encodable {
        let code: Int
        let message: String
    }

    private struct Span: Encodable {
        let traceId: String
        let spanId: String
        let parentSpanId: String?
        let name: String
        let kind: Int
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let links: [Link]
        let status: Status?

        init(_ span: FinishedSpan) {
            traceId = span.context.traceID
            spanId = span.context.spanID
            parentSpanId = span.parentSpanID
            name = span.name
            kind = span.kind.rawValue
            startTimeUnixNano = nanoseconds(span.start)
            endTimeUnixNano = nanoseconds(max(span.start, span.end))
            attributes = span.attributes.sorted { $0.key < $1.key }
                .map { Attribute(key: $0.key, value: .init(stringValue: $0.value)) }
            links = span.links.map { Link(traceId: $0.traceID, spanId: $0.spanID) }
            status =
                switch span.status {
                case .unset: nil
                case .error(let message): Status(code: 2, message: message)
                }
        }
    }
}

/// Microseconds are what a `Date` of our time can tell exactly.
private func nanoseconds(_ date: Date) -> String {
    let microseconds = UInt64(exactly: (max(0, date.timeIntervalSince1970) * 1_000_000).rounded()) ?? 0
    return String(microseconds) + "000"
}
