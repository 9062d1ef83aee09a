/// How much of a part a job card has, and how much it lacks.
struct Allocation: Sendable, Hashable {
    let needed: Int
    let reserved: Int

    var shortage: Int { needed - reserved }

    /// The allocation for a new need, given what of the stock is free. What is no longer needed goes back.
    func following(need: Int, free: Int) -> Allocation {
        Allocation(needed: need, reserved: min(need, reserved + max(0, free)))
    }
}
