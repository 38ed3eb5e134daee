extension Pbx {
    /// How far a user is trusted.
    package struct AuthLevel: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let none = AuthLevel(rawValue: 0)
        package static let anon = AuthLevel(rawValue: 10)
        package static let auth = AuthLevel(rawValue: 20)
        package static let root = AuthLevel(rawValue: 30)
    }

    /// What a note is about.
    package struct InfoNote: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let unsaid = InfoNote(rawValue: 0)
        package static let read = InfoNote(rawValue: 1)
        package static let recv = InfoNote(rawValue: 2)
        package static let kp = InfoNote(rawValue: 3)
        package static let call = InfoNote(rawValue: 4)
    }

    /// What happens in a call.
    package struct CallEvent: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let unsaid = CallEvent(rawValue: 0)
        package static let accept = CallEvent(rawValue: 1)
        package static let answer = CallEvent(rawValue: 2)
        package static let hangUp = CallEvent(rawValue: 3)
        package static let iceCandidate = CallEvent(rawValue: 4)
        package static let invite = CallEvent(rawValue: 5)
        package static let offer = CallEvent(rawValue: 6)
        package static let ringing = CallEvent(rawValue: 7)
    }

    /// What a plugin wants done with what it was asked about.
    package struct RespCode: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let proceed = RespCode(rawValue: 0)
        package static let drop = RespCode(rawValue: 1)
        package static let respond = RespCode(rawValue: 2)
        package static let replace = RespCode(rawValue: 3)
    }

    /// What happened to what an event tells of.
    package struct Crud: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let create = Crud(rawValue: 0)
        package static let update = Crud(rawValue: 1)
        package static let delete = Crud(rawValue: 2)
    }

    /// What can be deleted.
    package struct DeletedKind: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let unsaid = DeletedKind(rawValue: 0)
        package static let msg = DeletedKind(rawValue: 1)
        package static let topic = DeletedKind(rawValue: 2)
        package static let sub = DeletedKind(rawValue: 3)
        package static let user = DeletedKind(rawValue: 4)
        package static let cred = DeletedKind(rawValue: 5)
    }

    /// What can change.
    package struct PresenceKind: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Names a number: also one that this build has no name for.
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package static let unsaid = PresenceKind(rawValue: 0)
        package static let on = PresenceKind(rawValue: 1)
        package static let off = PresenceKind(rawValue: 2)
        package static let ua = PresenceKind(rawValue: 3)
        package static let upd = PresenceKind(rawValue: 4)
        package static let gone = PresenceKind(rawValue: 5)
        package static let acs = PresenceKind(rawValue: 6)
        package static let term = PresenceKind(rawValue: 7)
        package static let msg = PresenceKind(rawValue: 8)
        package static let read = PresenceKind(rawValue: 9)
        package static let recv = PresenceKind(rawValue: 10)
        package static let del = PresenceKind(rawValue: 11)
        package static let tags = PresenceKind(rawValue: 12)
        package static let aux = PresenceKind(rawValue: 13)
    }
}
