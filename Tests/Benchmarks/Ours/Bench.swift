import Configuration

/// What pitcrew-bench can run, by the name it is given as its first argument. Each is a file `<Name>Bench.swift` and prints its figures as
/// one JSON object a line.
enum Bench: String, CaseIterable {
    case eventPath = "event-path"
    case http
    case json

    func run(settings: Settings) async throws {
        switch self {
        case .eventPath: try await EventPathBench(settings: settings).run()
        case .http: try await HTTPBench(settings: settings).run()
        case .json: try JSONBench(settings: settings).run()
        }
    }
}
