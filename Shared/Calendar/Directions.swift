import Contracts

/// The way to a workshop.
public enum Directions {
    /// A route planner's address: of those with a documented form (Google's Maps URLs, `api=1`) the one that every system opens, in its map
    /// application where there is one. A `geo:` URI (RFC 5870) needs coordinates, which nobody has entered. Nothing of a person is in it.
    public static func url(to workshop: WorkshopReference) -> String {
        let destination = [workshop.name, workshop.address].filter { !$0.isEmpty }.joined(separator: ", ")
        return "https://www.google.com/maps/dir/?" + PercentEncoding.form([("api", "1"), ("destination", destination)])
    }
}
