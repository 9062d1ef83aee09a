/// The audit trail as CSV (RFC 4180): with everything its hashes are made of, so that anybody can check it without us.
///
/// A cell that a spreadsheet would take for a formula, and one that begins with an apostrophe, has an apostrophe put before it (OWASP, CSV
/// injection): take one away from each cell that begins with one, and what was written is there again.
enum AuditExport {
    static let columns = [
        "workshop_id", "sequence", "at", "actor", "action", "reason", "note", "note_salt", "note_state", "appointment_id", "before", "after",
        "note_digest", "previous_hash", "hash",
    ]

    static let head = line(columns)

    /// One record with its end of line.
    static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    static func cell(_ text: String) -> String {
        let safe = text.unicodeScalars.first.map { "=+-@\t\r\n'".unicodeScalars.contains($0) } == true ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
