import Configuration
import Foundation

do {
    try await EventPathBench(settings: .process).run()
} catch {
    FileHandle.standardError.write(Data("pitcrew-bench: \(error)\n".utf8))
    exit(1)
}
