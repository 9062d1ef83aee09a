import Contracts
import Foundation

/// Hours of one weekday on the wall clock.
struct OpeningHours: Codable, Sendable, Hashable {
    /// Monday is 1 (ISO 8601).
    var weekday: Int
    /// As "08:00"; "24:00" is the end of the day.
    var from: String
    var to: String
}

/// A date on which a workshop's hours differ; without hours it is closed.
struct SpecialDay: Codable, Sendable, Hashable {
    struct Hours: Codable, Sendable, Hashable {
        var from: String
        var to: String
    }
    var date: LocalDate
    var hours: [Hours]
}

/// How many cars the counter takes in: in each stretch of so many minutes, from midnight on, that many visits begin at most.
struct IntakeDefinition: Codable, Sendable, Hashable {
    /// 5 to 240, of which a day has a whole number: 15 is a quarter of an hour.
    var everyMinutes: Int
    /// 1 to 100.
    var cars: Int
}

struct WorkshopDefinition: Codable, Sendable, Hashable {
    var name: String
    /// IANA name.
    var timeZone: String
    /// ISO 3166-1 alpha-2.
    var country: String
    /// ISO 4217.
    var currency: String
    var address: String
    var phone: String?
    var opens: [OpeningHours]
    var specialDays: [SpecialDay]?
    /// Whether slots are as long as the work has shown to take, instead of the labour guide's time; not where absent.
    var plansByExperience: Bool?
    /// As many cars as come where absent.
    var intake: IntakeDefinition?
    var active: Bool?
}

struct TechnicianDefinition: Codable, Sendable, Hashable {
    var workshopId: UUID
    var name: String
    /// Level 0 to 3 by skill.
    var skills: [String: Int]
    var shifts: [OpeningHours]
    var breaks: [OpeningHours]?
    var absences: [Period]?
    /// 100 works to the labour guide, 125 needs four fifths of its time.
    var efficiencyPercent: Int?
    /// How much of a day's working time may be sold; 100 where absent.
    var ceilingPercent: Int?
    var active: Bool?
}

struct BayDefinition: Codable, Sendable, Hashable {
    var workshopId: UUID
    var name: String
    var kind: String
    /// Other kinds of work that can be done here too.
    var alsoServes: [String]?
    var closures: [Period]?
    var active: Bool?
}

struct ToolDefinition: Codable, Sendable, Hashable {
    var workshopId: UUID
    var name: String
    var kind: String
    var closures: [Period]?
    var active: Bool?
}

struct ServiceDefinition: Codable, Sendable, Hashable {
    var code: String
    var name: String
    var description: String?
    var category: String
    var labourTenths: LabourTime
    var skill: String
    var level: Int
    var bayKind: String
    var toolKinds: [String]
    /// One per currency it is sold in.
    var prices: [Money]
    /// Minutes for which the bay is taken before and after the work.
    var preparationMinutes: Int?
    var cleanUpMinutes: Int?
    /// For work that is not done in one go by one person in one bay; `labourTenths` is their sum, and what else stands above is not planned
    /// by.
    var steps: [ServiceStepDefinition]?
    var active: Bool?
}

/// A part of a service, done without a pause. Steps follow one another.
struct ServiceStepDefinition: Codable, Sendable, Hashable {
    var labourTenths: LabourTime
    var skill: String
    var level: Int
    /// How many work at once; 1 where absent.
    var technicians: Int?
    /// Absent: beside the car, in no bay.
    var bayKind: String?
    var toolKinds: [String]?
    var preparationMinutes: Int?
    var cleanUpMinutes: Int?
    /// Minutes that have to pass after the step before, as paint dries; 0 where absent.
    var waitMinutes: Int?
    /// Minutes that may pass at most; as many as have to where absent. Closed hours count.
    var waitAtMostMinutes: Int?
    /// The people of the step before go on.
    var sameTechnicians: Bool?
    /// The car stays where it is, and nobody else has the bay meanwhile.
    var sameBay: Bool?
}
