import Configuration
import Foundation

let arguments = CommandLine.arguments.dropFirst()
do {
    try await TopologyCommand(settings: .process).run(Array(arguments))
} catch {
    FileHandle.standardError.write(Data("pitcrew-topology: \(error)\n".utf8))
    exit(1)
}
