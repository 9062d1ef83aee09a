import CXGBoost
import Synchronization

/// Owns one XGBoost booster.
///
/// `@unchecked` because the handle is a raw pointer: it is touched only inside `calls`, one call at a time, and freed once.
/// Results live in a buffer of the calling thread until its next call: they are copied before the lock is given back.
final class Booster: @unchecked Sendable {
    private let handle: BoosterHandle
    private let calls = Mutex<Void>(())

    private init(handle: BoosterHandle) { self.handle = handle }

    deinit { XGBoosterFree(handle) }

    /// Trains; blocks for as long as that takes.
    convenience init(_ matrix: FeatureMatrix, labels: [Float], parameters: TrainingParameters) throws {
        let rows = try DataMatrix(matrix)
        try rows.setLabels(labels)
        self.init(handle: try Self.make(cachedFor: rows.handle))
        for (name, value) in parameters.settings { try check(XGBoosterSetParam(handle, name, value)) }
        for round in 0..<max(1, parameters.rounds) {
            try check(XGBoosterUpdateOneIter(handle, Int32(round), rows.handle))
        }
        try check(XGBoosterSetParam(handle, "nthread", "1"))
    }

    /// Loads a model that `ModelSummary` has let through.
    convenience init(serialized bytes: [UInt8]) throws {
        self.init(handle: try Self.make(cachedFor: nil))
        let status = bytes.withUnsafeBytes { XGBoosterLoadModelFromBuffer(handle, $0.baseAddress, bst_ulong($0.count)) }
        guard status == 0 else { throw GradientBoostingError.refusedModel(lastError()) }
        try check(XGBoosterSetParam(handle, "nthread", "1"))
        try check(XGBoosterSetParam(handle, "verbosity", "0"))
    }

    private static func make(cachedFor rows: DMatrixHandle?) throws -> BoosterHandle {
        var created: BoosterHandle?
        var caches: [DMatrixHandle?] = rows.map { [$0] } ?? []
        try check(XGBoosterCreate(&caches, bst_ulong(caches.count), &created))
        guard let created else { throw GradientBoostingError.library("no booster was made") }
        return created
    }

    func serialized() throws -> [UInt8] {
        try calls.withLock { _ in
            var length: bst_ulong = 0
            var bytes: UnsafePointer<CChar>?
            try check(XGBoosterSaveModelToBuffer(handle, #"{"format":"json"}"#, &length, &bytes))
            return Array(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
        }
    }

    func margins(_ matrix: FeatureMatrix) throws -> [Double] {
        try predict(matrix, type: 1, count: matrix.rowCount)
    }

    /// For each row the features' contributions, then the bias.
    func contributions(_ matrix: FeatureMatrix) throws -> [Double] {
        try predict(matrix, type: 2, count: matrix.rowCount * (matrix.columnCount + 1))
    }

    private func predict(_ matrix: FeatureMatrix, type: Int, count expected: Int) throws -> [Double] {
        let rows = try DataMatrix(matrix)
        let settings = #"{"type":\#(type),"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}"#
        return try calls.withLock { _ in
            var shape: UnsafePointer<bst_ulong>?
            var dimensions: bst_ulong = 0
            var result: UnsafePointer<Float>?
            try check(XGBoosterPredictFromDMatrix(handle, rows.handle, settings, &shape, &dimensions, &result))
            let count = UnsafeBufferPointer(start: shape, count: Int(dimensions)).reduce(1) { $0 * Int($1) }
            guard count == expected else { throw GradientBoostingError.library("\(count) results where \(expected) were due") }
            return UnsafeBufferPointer(start: result, count: count).map(Double.init)
        }
    }
}

/// Throws the library's text where a call failed. The text is kept for each thread: ask on the one that made the call.
func check(_ status: Int32) throws(GradientBoostingError) {
    guard status == 0 else { throw .library(lastError()) }
}

func lastError() -> String {
    guard let text = XGBGetLastError() else { return "unknown" }
    // The first line says it; the rest is a stack trace.
    return String(String(cString: text).prefix { $0 != "\n" })
}
