import Configuration

/// The settings of job card preparation.
struct JobcardPrepConfiguration: Sendable {
    /// `PITCREW_JOBCARDS_LISTED`: how many cards of one day are listed at most; default 500.
    let jobcardsListed: Int

    init(settings: Settings) throws {
        jobcardsListed = try settings.int("PITCREW_JOBCARDS_LISTED", default: 500, in: 1...5000)
    }
}
