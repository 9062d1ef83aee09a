import Contracts
import Foundation
import Scheduling

/// A decision's time on the workshop's clock.
enum OpeningTime {
    /// How many days are looked at: a workshop that is closed for longer has no hours to wait for.
    static let reach = 60

    /// The instant at which so many minutes of opening hours have passed since `start`; without enough hours ahead, that much later by
    /// the clock.
    static func after(_ minutes: Int, from start: Date, in model: WorkshopModel) -> Date {
        let calendar = model.workshop.calendar
        let begin = start.epochMinuteRoundedUp
        let today = calendar.date(of: begin)
        var left = minutes
        for day in 0...reach {
            let frame = calendar.frame(of: today.adding(days: day))
            for run in calendar.openMask(in: frame).runs {
                let hours = max(run.lowerBound + frame.start, begin)..<max(run.upperBound + frame.start, begin)
                if hours.count >= left { return Date(epochMinute: hours.lowerBound + left) }
                left -= hours.count
            }
        }
        return start.addingTimeInterval(Double(minutes) * 60)
    }
}
