import Configuration
import Cryptography
import Foundation

OpenSSLExit.leaveEverything()

guard CommandLine.arguments.count > 1, let bench = Bench(rawValue: CommandLine.arguments[1]) else {
    let names = Bench.allCases.map(\.rawValue).joined(separator: " | ")
    FileHandle.standardError.write(Data("usage: pitcrew-bench \(names)\n".utf8))
    exit(2)
}
do {
    try await bench.run(settings: .process)
} catch {
    FileHandle.standardError.write(Data("pitcrew-bench: \(error)\n".utf8))
    exit(1)
}
