import Configuration
import Cryptography
import Foundation
import Lifecycle
import Observability

/// Runs a service from its environment: the whole of every `Main/main.swift`.
public enum ServiceRunner {
    /// Returns after a graceful stop; a wrong setting or a failed part ends the process with status 1 and one line on standard error.
    public static func main<S: PitcrewService>(_ type: S.Type) async {
        ProcessMemory.shareArenas()
        OpenSSLExit.leaveEverything()
        ProcessSignals.ignoreBrokenPipes()
        do {
            try await ServiceAssembly(type, settings: .process, clock: DatabaseClock()).run()
        } catch {
            StandardErrorSink.shared.flush()
            FileHandle.standardError.write(Data("\(S.name.rawValue): \(error)\n".utf8))
            exit(1)
        }
    }
}
