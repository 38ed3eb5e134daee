import Foundation

/// Where a Redis server is, and who one is there.
///
/// Its password is in no description of it, so that it may be logged.
package struct RedisAddress: Sendable, Equatable {
    /// The text is no address of Redis.
    ///
    /// It does not tell the text, which may hold a password.
    package struct Malformed: Error, CustomStringConvertible {
        package var description: String { "not a Redis address: redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]" }
    }

    /// The name or IP address of the server.
    package let host: String
    /// Its TCP port; by default 6379.
    package let port: Int
    /// The number of the database; by default 0.
    package let database: Int
    /// Who one is; nil for the server's default user.
    let user: String?
    /// What proves it; nil if nothing is asked for.
    let password: String?

    /// Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`.
    ///
    /// User and password are percent-encoded, as in any URL.
    ///
    /// - Parameter text: The address.
    /// - Throws: ``Malformed``, also for a user without a password and for `rediss`, Redis over TLS.
    package init(_ text: String) throws(Malformed) {
        guard let parts = URLComponents(string: text), parts.scheme == "redis",
            let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil
        else { throw Malformed() }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? 6379
        let path = parts.path.drop { $0 == "/" }
        guard (1...65_535).contains(port), let database = path.isEmpty ? 0 : Int(path), database >= 0 else {
            throw Malformed()
        }
        self.database = database
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        password = parts.password.flatMap { $0.isEmpty ? nil : $0 }
        guard user == nil || password != nil else { throw Malformed() }
    }
}

extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host, port and database.
    package var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)" }
    package var debugDescription: String { description }
    /// Nothing of what is inside, which debuggers and `dump` would show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
