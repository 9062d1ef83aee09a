/// Rows of features, all of one width, stored row after row. A missing value is NaN.
public struct FeatureMatrix: Sendable, Equatable {
    public let rowCount: Int
    public let columnCount: Int
    let values: [Float]

    /// - Throws: `shape` where there is no row, no column, a row of another width, or an infinite value.
    public init(_ rows: [[Double]]) throws(GradientBoostingError) {
        guard let width = rows.first?.count, width > 0 else { throw .shape("a matrix needs at least one row and one column") }
        var values: [Float] = []
        values.reserveCapacity(rows.count * width)
        for (index, row) in rows.enumerated() {
            guard row.count == width else { throw .shape("row \(index) has \(row.count) columns instead of \(width)") }
            for value in row {
                let narrow = Float(value)
                guard !narrow.isInfinite else { throw .shape("row \(index) holds an infinite value") }
                values.append(narrow)
            }
        }
        rowCount = rows.count
        columnCount = width
        self.values = values
    }
}
