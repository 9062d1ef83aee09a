/// The names of metadata with a fixed meaning. Keys are snake_case.
public enum LogKeys {
    /// Written by the logger itself; a field of that name from a caller is written as `field.<name>`.
    ///
    /// - `time`: RFC 3339 UTC with milliseconds
    /// - `level`: debug, info, warning, error
    /// - `service`: the service that wrote the line
    /// - `message`: a constant of the source
    /// - `trace_id`, `span_id`: of the current span, W3C form
    /// - `lines_dropped`: how many lines the sink lost before this one
    public static let reserved: Set<String> = [
        "time", "level", "service", "message", "trace_id", "span_id", "lines_dropped",
    ]

    /// What a log must not hold: a value under one of these keys is written as `[redacted]`, whoever passed it.
    public static let personal: Set<String> = [
        "email", "phone", "customer_name", "first_name", "last_name", "street", "postal_address", "plate", "vin", "birthday",
        "password", "secret", "token", "authorization", "cookie", "api_key", "card_number", "iban",
    ]
}
