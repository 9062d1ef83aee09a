import CXGBoost

/// Owns one XGBoost matrix. Stays on the thread that made it.
final class DataMatrix {
    let handle: DMatrixHandle

    init(_ matrix: FeatureMatrix) throws {
        var created: DMatrixHandle?
        try check(XGDMatrixCreateFromMat(
            matrix.values, bst_ulong(matrix.rowCount), bst_ulong(matrix.columnCount), .nan, &created
        ))
        guard let created else { throw GradientBoostingError.library("no matrix was made") }
        handle = created
    }

    deinit { XGDMatrixFree(handle) }

    func setLabels(_ labels: [Float]) throws {
        try check(XGDMatrixSetFloatInfo(handle, "label", labels, bst_ulong(labels.count)))
    }
}
