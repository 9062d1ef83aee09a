import Configuration

/// What pitcrew-bench can run, by the name it is given as its first argument. Each prints its figures as one JSON object a line.
enum Bench: String, CaseIterable {
    case eventPath = "event-path"
    case http
    case jobShop = "job-shop"
    case json
    case publish, consume, sql, growth, schedule, slots

    func run(settings: Settings) async throws {
        switch self {
        case .eventPath: try await EventPathBench(settings: settings).run()
        case .http: try await HTTPBench(settings: settings).run()
        case .jobShop: try JobShopBench.run(Array(CommandLine.arguments.dropFirst(2)))
        case .json: try JSONBench(settings: settings).run()
        case .publish: try await MessagesBench(settings: settings).publish()
        case .consume: try await MessagesBench(settings: settings).consume()
        case .growth: try await GrowthBench(settings: settings).run()
        case .schedule: try ScheduleBench.run(Array(CommandLine.arguments.dropFirst(2)))
        case .slots: try SlotsBench(settings: settings).run()
        case .sql: try await SQLBench(settings: settings).run()
        }
    }
}
