package import Chat

/// The name of an uploaded file: 64 random bits, as eleven characters of URL-safe base64.
///
/// Whoever knows it and is logged in can read the file, so it is never guessed: it comes from the system's generator.
package struct FileID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Draws a new name.
    package static func random() -> FileID {
        var generator = SystemRandomNumberGenerator()
        let bits = generator.next() as UInt64
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        return FileID(unchecked: String(Base64.encode(bytes, .urlSafe).prefix(Self.length)))
    }

    /// How many characters it has.
    package static let length = 11

    /// Reads a name; nil for what is none.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, Base64.decode(Array("\(text)=".utf8), .urlSafe)?.count == 8 else {
            return nil
        }
        description = String(text)
    }

    private init(unchecked text: String) {
        description = text
    }
}

/// What is known of an uploaded file.
package struct FileRecord: Hashable, Sendable {
    /// How far a file has come.
    package enum State: Int64, Sendable {
        /// Its bytes are on their way.
        case started = 0
        /// It can be read.
        case ready = 1
        /// It is being removed: it will not come back.
        case dying = 2
    }

    package var id: FileID
    /// Who uploaded it; nil for somebody who was about to sign up.
    package var owner: UserID?
    /// The media type, as it was found out.
    package var type: String
    /// Bytes.
    package var size: Int64
    package var state: State
    /// When it was begun, milliseconds since 1970.
    package var createdAt: Int64
    /// How many messages and pictures have it.
    package var uses: Int64

    /// Describes a file.
    package init(
        id: FileID, owner: UserID?, type: String = "", size: Int64 = 0, state: State = .started, createdAt: Int64,
        uses: Int64 = 0
    ) {
        self.id = id
        self.owner = owner
        self.type = type
        self.size = size
        self.state = state
        self.createdAt = createdAt
        self.uses = uses
    }
}

/// Where a file is used: by which message of a topic, or as the picture of a topic or a user.
package struct FileUse: Hashable, Sendable {
    /// The canonical name of the topic, or the user's.
    package var place: String
    /// The message's sequence; 0 for the picture, negative for what is still to be decided.
    package var item: Int64

    /// A message.
    package static func message(_ topic: String, _ sequence: Int64) -> FileUse {
        FileUse(place: topic, item: sequence)
    }

    /// The picture of a topic or a user.
    package static func picture(of place: String) -> FileUse {
        FileUse(place: place, item: 0)
    }

    /// Something that is about to use files, and may not come about.
    ///
    /// The same key gives the same use, so that trying again is no second use.
    package static func pending(_ place: String, key: String) -> FileUse {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return FileUse(place: place, item: -1 - Int64(hash >> 1))
    }
}
