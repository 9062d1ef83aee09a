import Foundation

/// A file that holds one setting, as secret mounts give them.
enum SettingFile {
    static let maximumBytes = 64 * 1024

    static func read(_ path: String, variable: String) throws(ConfigurationError) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw ConfigurationError(name: variable, rule: "must name a readable file")
        }
        defer { try? handle.close() }
        let data: Data
        do {
            data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
        } catch {
            throw ConfigurationError(name: variable, rule: "must name a readable file")
        }
        guard data.count <= maximumBytes else {
            throw ConfigurationError(name: variable, rule: "must name a file of at most \(maximumBytes) bytes")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(name: variable, rule: "must name a file of UTF-8 text")
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw ConfigurationError(name: variable, rule: "must name a file that is not empty")
        }
        return text
    }
}
