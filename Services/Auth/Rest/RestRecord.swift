import Chat
import Contracts
import JSON
import Settings

/// What Parley and an external authenticator tell each other of an account.
struct RestRecord: Hashable, Sendable {
    /// Nil where the authenticator knows somebody whom Parley does not.
    var user: UserID?
    var level: AuthLevel?
    /// How long a login serves; nil for as long as others do.
    var lifetime: Duration?
    /// Whether the authenticator vouches for the addresses: nothing else has to be proved.
    var isVouched = false
    var tags: [String] = []
    var isSuspended = false

    /// As the authenticator reads it.
    var json: RawJSON {
        .build { writer in
            writer.beginObject()
            if let user { writer.field("uid", String("\(user)".dropFirst(3))) }
            if let level { writer.field("authlvl", "\(level)") }
            if isVouched { writer.field("features", "V") }
            if !tags.isEmpty { writer.field("tags", tags) }
            writer.field("state", isSuspended ? "suspended" : "ok")
            writer.endObject()
        }
    }
}

extension RestRecord {
    /// Reads a record; nil for one that contradicts itself.
    init?(_ json: RawJSON) {
        guard let fields = json.object else { return nil }
        if let text = fields["uid"]?.string, !text.isEmpty {
            guard let user = UserID(text.hasPrefix("usr") ? text : "usr" + text) else { return nil }
            self.user = user
        }
        if let text = fields["authlvl"]?.string, !text.isEmpty {
            guard let level = AuthLevel(text) else { return nil }
            self.level = level
        }
        if let value = fields["lifetime"], !value.isNull {
            if let text = value.string {
                guard let lifetime = Duration(setting: .word(text)) else { return nil }
                self.lifetime = lifetime
            } else if let nanoseconds = value.int, nanoseconds > 0 {
                lifetime = .nanoseconds(nanoseconds)
            }
        }
        // A letter for each, or their sum; 1 stands for V.
        isVouched = fields["features"].map { $0.string?.contains("V") ?? (($0.int ?? 0) & 1 != 0) } ?? false
        tags = fields["tags"]?.array?.compactMap(\.string) ?? []
        isSuspended = ["susp", "suspended"].contains(fields["state"]?.string ?? "")
    }
}

/// What an account begins with that is made for somebody whom an authenticator knows.
struct RestNewAccount: Hashable, Sendable {
    var defaultAccess = AccountRecord.usualAccess
    /// JSON, empty for none, like the other two.
    var publicJSON: [UInt8] = []
    var trustedJSON: [UInt8] = []
    var privateJSON: [UInt8] = []

    /// Reads what an answer says; nil for what cannot be read.
    init?(_ json: RawJSON) {
        guard let fields = json.object else { return nil }
        if let text = fields["auth"]?.string, !text.isEmpty {
            guard let mode = AccessMode(text) else { return nil }
            defaultAccess.authenticated = mode
        }
        if let text = fields["anon"]?.string, !text.isEmpty {
            guard let mode = AccessMode(text) else { return nil }
            defaultAccess.anonymous = mode
        }
        defaultAccess = defaultAccess.withoutOwner
        publicJSON = fields["public"].flatMap { $0.isNull ? nil : $0.bytes } ?? []
        trustedJSON = fields["trusted"].flatMap { $0.isNull ? nil : $0.bytes } ?? []
        privateJSON = fields["private"].flatMap { $0.isNull ? nil : $0.bytes } ?? []
    }
}
