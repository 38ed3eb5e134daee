package import Wire

/// The request of `CreateAccount`.
package struct CreateAccountRequest: WireMessage {
    /// How the user proves who they are.
    ///
    /// `basic`, `anonymous`.
    package var scheme: String
    /// The proof.
    ///
    /// Never logged. Never logged.
    package var secret: [UInt8]
    /// Search tags.
    package var tags: [String]
    /// What everybody sees: JSON, empty when absent or not said.
    package var publicJSON: [UInt8]
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    ///
    /// Root only.
    package var trustedJSON: [UInt8]
    /// What those are given who bring no subscription of their own; absent where not said.
    package var defaultAccess: DefaultAccessPair?
    /// Proved or to be proved addresses.
    package var credentials: [Credential]
    /// Whether a token is wanted.
    package var logsIn: Bool
    /// Which language letters to the user are in: a tag such as `en-US`; empty for the default.
    package var language: String
    /// Where the client connects from: an address, empty where not known.
    package var address: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        scheme: String = "",
        secret: [UInt8] = [],
        tags: [String] = [],
        publicJSON: [UInt8] = [],
        privateJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        defaultAccess: DefaultAccessPair? = nil,
        credentials: [Credential] = [],
        logsIn: Bool = false,
        language: String = "",
        address: String = ""
    ) {
        self.scheme = scheme
        self.secret = secret
        self.tags = tags
        self.publicJSON = publicJSON
        self.privateJSON = privateJSON
        self.trustedJSON = trustedJSON
        self.defaultAccess = defaultAccess
        self.credentials = credentials
        self.logsIn = logsIn
        self.language = language
        self.address = address
    }

    package init() {
        self.init(scheme: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(scheme, at: 1)
        writer.bytes(secret, at: 2)
        writer.strings(tags, at: 3)
        writer.bytes(publicJSON, at: 4)
        writer.bytes(privateJSON, at: 5)
        writer.bytes(trustedJSON, at: 6)
        writer.message(defaultAccess, at: 7)
        writer.messages(credentials, at: 8)
        writer.bool(logsIn, at: 9)
        writer.string(language, at: 10)
        writer.string(address, at: 11)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: scheme = try reader.string(tag)
        case 2: secret = try reader.bytes(tag)
        case 3: tags.append(try reader.string(tag))
        case 4: publicJSON = try reader.bytes(tag)
        case 5: privateJSON = try reader.bytes(tag)
        case 6: trustedJSON = try reader.bytes(tag)
        case 7: defaultAccess = try reader.message(tag, into: defaultAccess)
        case 8: credentials.append(try reader.message(tag))
        case 9: logsIn = try reader.bool(tag)
        case 10: language = try reader.string(tag)
        case 11: address = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The request of `Login`.
package struct LoginRequest: WireMessage {
    /// How the user proves who they are.
    ///
    /// `basic`, `token`.
    package var scheme: String
    /// The proof.
    ///
    /// Never logged.
    package var secret: [UInt8]
    /// Proved or to be proved addresses.
    package var credentials: [Credential]
    /// Which language letters to the user are in: a tag such as `en-US`; empty for the default.
    package var language: String
    /// Where the client connects from: an address, empty where not known.
    package var address: String
    /// The session that logs in: it is not told of what its own answers change; empty where there is none.
    package var session: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        scheme: String = "",
        secret: [UInt8] = [],
        credentials: [Credential] = [],
        language: String = "",
        address: String = "",
        session: String = ""
    ) {
        self.scheme = scheme
        self.secret = secret
        self.credentials = credentials
        self.language = language
        self.address = address
        self.session = session
    }

    package init() {
        self.init(scheme: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(scheme, at: 1)
        writer.bytes(secret, at: 2)
        writer.messages(credentials, at: 3)
        writer.string(language, at: 4)
        writer.string(address, at: 5)
        writer.string(session, at: 6)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: scheme = try reader.string(tag)
        case 2: secret = try reader.bytes(tag)
        case 3: credentials.append(try reader.message(tag))
        case 4: language = try reader.string(tag)
        case 5: address = try reader.string(tag)
        case 6: session = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The outcome of creating an account or logging in.
package struct Authentication: WireMessage {
    /// The user.
    package var user: UInt64
    /// How far the user is trusted, as `AuthLevel` numbers it.
    ///
    /// 10 anonymous, 20 authenticated, 30 root.
    package var level: Int32
    /// What logs in again.
    package var token: [UInt8]
    /// When the token ends, in milliseconds.
    package var expiresAt: Int64
    /// Not empty: the token only serves to log in again with the answers.
    package var missingCredentials: [String]
    /// The account.
    ///
    /// Of a new account.
    package var account: Account?
    /// Not empty: the scheme asks back, and nobody is logged in.
    package var challenge: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        level: Int32 = 0,
        token: [UInt8] = [],
        expiresAt: Int64 = 0,
        missingCredentials: [String] = [],
        account: Account? = nil,
        challenge: [UInt8] = []
    ) {
        self.user = user
        self.level = level
        self.token = token
        self.expiresAt = expiresAt
        self.missingCredentials = missingCredentials
        self.account = account
        self.challenge = challenge
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.int32(level, at: 2)
        writer.bytes(token, at: 3)
        writer.int64(expiresAt, at: 4)
        writer.strings(missingCredentials, at: 5)
        writer.message(account, at: 6)
        writer.bytes(challenge, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: level = try reader.int32(tag)
        case 3: token = try reader.bytes(tag)
        case 4: expiresAt = try reader.int64(tag)
        case 5: missingCredentials.append(try reader.string(tag))
        case 6: account = try reader.message(tag, into: account)
        case 7: challenge = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// The request of `ChangeSecret`.
package struct ChangeSecretRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// How the user proves who they are.
    package var scheme: String
    /// The proof.
    ///
    /// Never logged. `:new-password` keeps the login.
    package var secret: [UInt8]
    /// How the caller proves who they are who is not logged in: `code`, `token`; empty for the actor.
    package var temporaryScheme: String
    /// The proof.
    ///
    /// Never logged.
    package var temporarySecret: [UInt8]
    /// How far the user is trusted from now on, as `AuthLevel` numbers it; 0 leaves it.
    ///
    /// Root only, for others.
    package var level: Int32
    /// Where the client connects from: an address, empty where not known.
    package var address: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        scheme: String = "",
        secret: [UInt8] = [],
        temporaryScheme: String = "",
        temporarySecret: [UInt8] = [],
        level: Int32 = 0,
        address: String = ""
    ) {
        self.user = user
        self.scheme = scheme
        self.secret = secret
        self.temporaryScheme = temporaryScheme
        self.temporarySecret = temporarySecret
        self.level = level
        self.address = address
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.string(scheme, at: 2)
        writer.bytes(secret, at: 3)
        writer.string(temporaryScheme, at: 4)
        writer.bytes(temporarySecret, at: 5)
        writer.int32(level, at: 6)
        writer.string(address, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: scheme = try reader.string(tag)
        case 3: secret = try reader.bytes(tag)
        case 4: temporaryScheme = try reader.string(tag)
        case 5: temporarySecret = try reader.bytes(tag)
        case 6: level = try reader.int32(tag)
        case 7: address = try reader.string(tag)
        default: return false
        }
        return true
    }
}
