import Contracts

extension PolicyDocument: Validatable {
    static let mostRules = 200

    func validate(_ validation: inout Validation) {
        validation.require(rules.count <= Self.mostRules, "rules", "must be \(Self.mostRules) rules at most")
        for (index, rule) in rules.prefix(Self.mostRules).enumerated() { rule.validate(&validation, "rules[\(index)]") }
    }
}

extension PolicyRule {
    /// A year: no policy looks further.
    static let minutes = 0...525_600

    fileprivate func validate(_ validation: inout Validation, _ field: String) {
        validation.requireLine(name, "\(field).name", atMost: 80)
        when?.validate(&validation, "\(field).when")
        move?.validate(&validation, "\(field).move")
        cancel?.validate(&validation, "\(field).cancel")
        validation.require(maximumMoves, in: 0...100, "\(field).maximumMoves")
        validation.require(maximumOpen, in: 1...1_000, "\(field).maximumOpen")
        validation.require(noticeMinutes, in: Self.minutes, "\(field).noticeMinutes")
        validation.require(horizonDays, in: 1...730, "\(field).horizonDays")
        validation.require(decisionMinutes, in: 1...10_080, "\(field).decisionMinutes")
    }
}

extension PolicyMatch {
    fileprivate func validate(_ validation: inout Validation, _ field: String) {
        let sizes: [(String, Int?)] = [
            ("serviceIds", serviceIds?.count), ("tiers", tiers?.count), ("roles", roles?.count), ("channels", channels?.count),
        ]
        for (name, size) in sizes { validation.require(size ?? 1, in: 1...100, "\(field).\(name)", "must name 1 to 100, or be absent") }
        for (index, tier) in (tiers ?? []).enumerated() { validation.requireLine(tier, "\(field).tiers[\(index)]", atMost: 40) }
        validation.require(roles?.contains(.system) != true, "\(field).roles", "must be customer, partner or advisor")
    }
}

extension ChangeRule {
    fileprivate func validate(_ validation: inout Validation, _ field: String) {
        validation.require(windowMinutes, in: PolicyRule.minutes, "\(field).windowMinutes")
        validation.require(closesMinutes, in: PolicyRule.minutes, "\(field).closesMinutes")
        if let windowMinutes, let closesMinutes {
            validation.require(closesMinutes <= windowMinutes, "\(field).closesMinutes", "must be windowMinutes at most")
        }
        validation.require(reasons?.isEmpty != true, "\(field).reasons", "must name one reason at least, or be absent")
        fee?.validate(&validation, "\(field).fee")
    }
}

extension PolicyFee {
    fileprivate func validate(_ validation: inout Validation, _ field: String) {
        validation.require((flat == nil) != (percent == nil), field, "must have either flat or percent")
        validation.require(percent, in: 0...100, "\(field).percent")
        guard let flat else { return }
        validation.require(!flat.isEmpty && flat.count <= 100, "\(field).flat", "must hold 1 to 100 amounts")
        validation.require(Set(flat.map(\.currency)).count == flat.count, "\(field).flat", "must hold one amount per currency")
        for (index, money) in flat.prefix(100).enumerated() {
            validation.require(money.amount, in: ServiceDefinition.amounts, "\(field).flat[\(index)].amount")
            let isCode = WorkshopDefinition.isUpperCase(money.currency, 3)
            validation.require(isCode, "\(field).flat[\(index)].currency", "must be an ISO 4217 code")
        }
    }
}

extension Validation {
    fileprivate mutating func require(_ value: Int?, in range: ClosedRange<Int>, _ field: String, _ rule: String? = nil) {
        require(value.map(range.contains) ?? true, field, rule ?? "must be \(range.lowerBound) to \(range.upperBound)")
    }
}
