import Foundation

/// Users that a run leaves for the next one, and the topic they are in.
package struct UserFile: Sendable, Equatable, Codable {
    /// In the order of the sessions.
    package var users: [LoadUser]
    /// The group that they are members of, and the owner's token, when the run was about one.
    package var topic: String?
    /// Who owns the topic.
    package var owner: LoadUser?

    /// Creates a file's contents.
    package init(users: [LoadUser], topic: String? = nil, owner: LoadUser? = nil) {
        self.users = users
        self.topic = topic
        self.owner = owner
    }

    /// Reads a file.
    ///
    /// - Throws: `LoadFailure.unusable`.
    package init(reading path: String) throws(LoadFailure) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .unusable("\(path) is not a file of users: \(error.localizedDescription)")
        }
    }

    /// Writes a file that only its owner may read: the tokens are keys.
    ///
    /// - Throws: `LoadFailure.notPrepared`.
    func write(to path: String) throws(LoadFailure) {
        do {
            let data = try JSONEncoder().encode(self)
            guard
                FileManager.default.createFile(
                    atPath: path, contents: data, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw .notPrepared("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
