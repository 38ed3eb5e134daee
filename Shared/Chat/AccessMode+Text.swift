extension AccessMode: CustomStringConvertible {
    private static let letters: [(Character, AccessMode)] = [
        ("J", .join), ("R", .read), ("W", .write), ("P", .presence),
        ("A", .approve), ("S", .share), ("D", .delete), ("O", .owner),
    ]

    /// Reads `JRWPASDO` letters in any order and case, or `N` alone; nil for anything else, the empty text included,
    /// because on the wire it means "not said".
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty else { return nil }
        if text == "N" || text == "n" {
            self = .none
            return
        }
        var mode = AccessMode.none
        for character in text.uppercased() {
            guard let (_, permission) = Self.letters.first(where: { $0.0 == character }) else { return nil }
            mode.insert(permission)
        }
        self = mode
    }

    /// The letters in the order `JRWPASDO`; `N` for none.
    package var description: String {
        isEmpty ? "N" : letters
    }

    private var letters: String {
        String(Self.letters.compactMap { contains($0.1) ? $0.0 : nil })
    }

    /// How a change from `old` to this mode is told to others: `+` and `-` parts for a change, the whole mode where there
    /// was none before, nil when nothing changed.
    package func delta(from old: AccessMode?) -> String? {
        guard let old else { return description }
        guard old != self else { return nil }
        let gained = subtracting(old)
        let lost = old.subtracting(self)
        return (gained.isEmpty ? "" : "+" + gained.letters) + (lost.isEmpty ? "" : "-" + lost.letters)
    }
}
