import Contracts

/// Who is to hear of a topic.
enum Audience: Sendable, Equatable {
    /// All of them.
    case members([AudienceMember])
    /// Too many to look for all of them at once: those attached hear at once, the others by ``Crier``.
    case crowd
}
