import Testing

@testable import GradientBoosting

@Suite struct BoostedTreesTests {
    /// The label follows the first of three columns but for one row in twenty; the second is noise, the third often missing.
    private static func examples() throws -> (matrix: FeatureMatrix, labels: [Bool]) {
        var state: UInt64 = 42
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31)
        }
        let rows = (0..<600).map { _ in [random(), random(), random() < 0.5 ? .nan : random()] }
        return (try FeatureMatrix(rows), rows.enumerated().map { ($0.offset % 20 == 0) != ($0.element[0] > 0.5) })
    }

    private static func trained(seed: Int = 1) async throws -> (trees: BoostedTrees, matrix: FeatureMatrix, labels: [Bool]) {
        let (matrix, labels) = try examples()
        let parameters = TrainingParameters(rounds: 40, seed: seed)
        return (try await BoostedTrees.train(matrix, labels: labels, parameters: parameters), matrix, labels)
    }

    @Test func itLearnsWhatCanBeToldApart() async throws {
        let (trees, matrix, labels) = try await Self.trained()
        let auc = try #require(ProbabilityMeasures.areaUnderCurve(try trees.probabilities(matrix), labels))
        #expect(auc > 0.93)
        #expect(try trees.probability([0.9, 0.5, .nan]) > 0.8)
        #expect(try trees.probability([0.1, 0.5, .nan]) < 0.2)
    }

    @Test func theSeedDecides() async throws {
        let first = try await Self.trained(), same = try await Self.trained(), other = try await Self.trained(seed: 2)
        #expect(try first.trees.margins(first.matrix) == same.trees.margins(first.matrix))
        #expect(try first.trees.margins(first.matrix) != other.trees.margins(first.matrix))
    }

    @Test func contributionsAddUpToTheMargin() async throws {
        let (trees, matrix, _) = try await Self.trained()
        let margins = try trees.margins(matrix)
        for (margin, parts) in zip(margins, try trees.contributions(matrix)) {
            #expect(parts.features.count == 3)
            #expect(abs(parts.margin - margin) < 1e-4)
        }
    }

    @Test func aSavedModelPredictsTheSame() async throws {
        let (trees, matrix, _) = try await Self.trained()
        let loaded = try BoostedTrees(serialized: try trees.serialized())
        #expect(loaded.columnCount == 3)
        #expect(try loaded.margins(matrix) == trees.margins(matrix))
    }

    @Test func aBrokenModelIsRefused() async throws {
        let bytes = try await Self.trained().trees.serialized()
        let text = String(decoding: bytes, as: UTF8.self)
        let broken = [
            [], Array("no model".utf8), Array(bytes.dropLast(10)), Array(bytes[bytes.count / 2..<bytes.count]),
            Array(text.replacing(#""base_score":"5E-1""#, with: #""base_score":"[5E-1]""#).utf8),
            Array(text.replacing(#""version":[1,"#, with: #""version":[3,"#).utf8),
        ]
        for candidate in broken {
            #expect(candidate != bytes)
            #expect(throws: GradientBoostingError.self) { try BoostedTrees(serialized: candidate) }
        }
    }

    @Test func shapesAreChecked() async throws {
        #expect(throws: GradientBoostingError.self) { try FeatureMatrix([]) }
        #expect(throws: GradientBoostingError.self) { try FeatureMatrix([[1, 2], [1]]) }
        #expect(throws: GradientBoostingError.self) { try FeatureMatrix([[.infinity]]) }
        let (trees, matrix, labels) = try await Self.trained()
        #expect(throws: GradientBoostingError.self) { try trees.probability([1, 2]) }
        for wrong in [Array(labels.dropLast()), labels.map { _ in true }] {
            await #expect(throws: GradientBoostingError.self) {
                try await BoostedTrees.train(matrix, labels: wrong, parameters: TrainingParameters())
            }
        }
    }

    @Test func manyTasksShareAModel() async throws {
        let (trees, matrix, _) = try await Self.trained()
        let expected = try trees.margins(matrix)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { try trees.margins(matrix) == expected } }
            for try await same in group { #expect(same) }
        }
    }
}
