extension AccessMode: CustomStringConvertible {
    private static let letters: [(letter: Unicode.Scalar, mode: AccessMode)] = [
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
        for scalar in text.unicodeScalars {
            // ASCII only: upper-casing at large would turn `ß` into `SS`.
            let known = Self.letters.first { $0.letter == scalar || $0.letter.value | 0x20 == scalar.value }
            guard let known else { return nil }
            mode.insert(known.mode)
        }
        self = mode
    }

    /// The letters in the order `JRWPASDO`; `N` for none.
    package var description: String {
        isEmpty ? "N" : letters
    }

    private var letters: String {
        String(String.UnicodeScalarView(Self.letters.filter { contains($0.mode) }.map(\.letter)))
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
