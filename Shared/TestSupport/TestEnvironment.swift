import Configuration
import Foundation

/// Where the servers are that integration tests use. `deploy/test` starts them and says so in the environment.
public enum TestEnvironment {
    /// A superuser's URL of a PostgreSQL server on which databases may be made and dropped.
    public static func databaseURL() throws -> URL { try url("PITCREW_TEST_DATABASE_URL") }
    /// A broker user who may use any vhost.
    public static func brokerURL() throws -> URL { try url("PITCREW_TEST_AMQP_URL") }
    /// The management API's root with an administrator's name and password, without `/api`.
    public static func brokerAdministrationURL() throws -> URL {
        let text = try value("PITCREW_TEST_AMQP_ADMIN_URL")
        let root = text.hasSuffix("/api") ? String(text.dropLast(4)) : text
        guard let url = URL(string: root) else { throw MissingServer(name: "PITCREW_TEST_AMQP_ADMIN_URL") }
        return url
    }
    /// A Python with the packages of deploy/requirements-test.txt.
    public static func python() throws -> String { try value("PITCREW_TEST_PYTHON") }

    private static func url(_ name: String) throws -> URL {
        guard let url = URL(string: try value(name)) else { throw MissingServer(name: name) }
        return url
    }

    private static func value(_ name: String) throws -> String {
        guard let text = ProcessInfo.processInfo.environment[name], !text.isEmpty else { throw MissingServer(name: name) }
        return text
    }
}

/// A test needs a server that the environment does not name.
public struct MissingServer: Error, CustomStringConvertible {
    let name: String
    public var description: String { "\(name) is not set; run the tests through deploy/test, which starts what they need" }
}
