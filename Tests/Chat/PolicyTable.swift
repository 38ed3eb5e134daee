import Chat

/// What the tests hold the policy to: one row an action.
///
/// It says in letters, apart from the rules themselves, who may do what.
struct PolicyRow: Sendable {
    let action: Action
    /// Where: p(rivate chat) g(roup) c(hannel) n(otes) s(ystem) u(suite).
    let kinds: String
    /// Permissions that must all be held.
    let all: String
    /// Permissions of which one must be held.
    let any: String
    /// The least trust.
    let level: AuthLevel
    let isForAuthorsOnly: Bool

    init(
        _ action: Action, _ kinds: String, all: String = "", any: String = "", level: AuthLevel = .anonymous,
        isForAuthorsOnly: Bool = false
    ) {
        self.action = action
        self.kinds = kinds
        self.all = all
        self.any = any
        self.level = level
        self.isForAuthorsOnly = isForAuthorsOnly
    }

    static let table = [
        PolicyRow(.attach, "pgcns", all: "J"),
        PolicyRow(.readHistory, "pgcns", all: "JR"),
        PolicyRow(.publish, "pgcns", all: "JW"),
        PolicyRow(.editMessage, "pgcns", all: "JW", isForAuthorsOnly: true),
        PolicyRow(.deleteForSelf, "pgcns", all: "JR"),
        PolicyRow(.deleteForAll, "pgcns", all: "JD"),
        PolicyRow(.sendReceipt, "pgcns", all: "JR"),
        PolicyRow(.sendTyping, "pgc", all: "JW"),
        PolicyRow(.react, "pgcn", all: "JRW"),
        PolicyRow(.reactAsReader, "c", all: "JR"),
        PolicyRow(.seeTopic, "pgcns"),
        PolicyRow(.seeMembers, "pgcns", all: "J"),
        PolicyRow(.seeAccess, "pgcns", all: "J", any: "ASO"),
        PolicyRow(.invite, "gc", all: "J", any: "ASO"),
        PolicyRow(.setGiven, "pgc", any: "AO"),
        PolicyRow(.evict, "gc", all: "J", any: "AO"),
        PolicyRow(.grantOwnership, "gc", all: "JO"),
        PolicyRow(.updateTopic, "gc", all: "J", any: "AO"),
        PolicyRow(.updateDefaults, "gc", all: "J", any: "AO"),
        PolicyRow(.updatePrivate, "pgcns"),
        PolicyRow(.setTags, "gc", all: "JO"),
        PolicyRow(.setAuxiliary, "pgcn", all: "J", any: "AO"),
        PolicyRow(.deleteTopic, "gcn", all: "O"),
        PolicyRow(.leave, "pgcns"),
        PolicyRow(.createTopic, "u", level: .authenticated),
        PolicyRow(.publishReport, "s"),
        PolicyRow(.readReports, "s", level: .root),
        PolicyRow(.setTrusted, "gcu", level: .root),
        PolicyRow(.actOnBehalf, "u", level: .root),
        PolicyRow(.suspendAccount, "u", level: .root),
        PolicyRow(.deleteOwnAccount, "u"),
        PolicyRow(.deleteOtherAccount, "u", level: .root),
    ]

    /// What the table says.
    func allows(_ level: AuthLevel, on resource: Resource) -> Bool {
        let held = resource.mode.isEmpty ? "" : resource.mode.description
        return kinds.contains(resource.kind.letter) && level.rawValue >= self.level.rawValue
            && all.allSatisfy(held.contains) && (any.isEmpty || any.contains(where: held.contains))
            && (resource.isAuthor || !isForAuthorsOnly)
    }
}

extension Resource.Kind {
    var letter: Character {
        switch self {
        case .p2p: "p"
        case .group: "g"
        case .channel: "c"
        case .notes: "n"
        case .system: "s"
        case .suite: "u"
        }
    }
}
