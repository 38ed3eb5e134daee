import Chat
import Testing

@Suite struct AccessModeTests {
    @Test("Every mode is written in the order JRWPASDO and read back")
    func roundTrip() {
        for mask in UInt8.min...UInt8.max {
            let mode = AccessMode(rawValue: mask)
            #expect(AccessMode(mode.description) == mode)
            #expect(mask == 0 || mode.description.allSatisfy("JRWPASDO".contains))
        }
        #expect(AccessMode.full.description == "JRWPASDO")
        #expect(AccessMode.none.description == "N")
    }

    @Test(
        "Letters are read in any order and case",
        arguments: [("ODSAPWRJ", AccessMode.full), ("jrw", [.join, .read, .write]), ("JJ", .join), ("n", .none)]
            as [(String, AccessMode)])
    func read(text: String, mode: AccessMode) {
        #expect(AccessMode(text) == mode)
    }

    @Test(
        "What is no whole mode is not read, deltas and letters that only look like ours included",
        arguments: [
            "", " ", "+P", "-JRW", "JRWX", "NJ", "JN", "NN", "J R", "JRWPASDO ", "ß", "ſ", "\u{212A}", "Ｊ", "J\u{301}",
            "0",
        ])
    func refused(text: String) {
        #expect(AccessMode(text) == nil)
    }

    @Test(
        "A change is told as what was gained and lost",
        arguments: [
            ("JRWPAS", "A", "-JRWPS"), ("A", "JRWPA", "+JRWP"), ("JRWPS", "JRWPASDO", "+ADO"), ("JRW", "JRP", "+P-W"),
            ("JRWPS", "N", "-JRWPS"), ("N", "JR", "+JR"), ("JRW", "JRW", nil), ("N", "N", nil),
        ] as [(String, String, String?)])
    func delta(old: String, new: String, delta: String?) {
        #expect(AccessMode(new)?.delta(from: AccessMode(old)) == delta)
    }

    @Test("Where there was nothing before, the whole mode is told")
    func deltaOfNothing() {
        #expect(AccessMode([.join, .read]).delta(from: nil) == "JR")
        #expect(AccessMode.none.delta(from: nil) == "N")
    }

    @Test("A delta leads from the old mode to the new one")
    func deltas() {
        for old in UInt8.min...UInt8.max {
            for new in stride(from: old & 3, through: UInt8.max, by: 4) {
                let (before, after) = (AccessMode(rawValue: old), AccessMode(rawValue: new))
                guard let delta = after.delta(from: before) else {
                    #expect(before == after)
                    continue
                }
                let parts = delta.split(separator: "-", omittingEmptySubsequences: false)
                let gained = AccessMode(parts[0].dropFirst()) ?? .none
                let lost = parts.count > 1 ? AccessMode(parts[1]) ?? .none : .none
                #expect(before.union(gained).subtracting(lost) == after)
                #expect(gained.isDisjoint(with: before) && lost.isSubset(of: before))
            }
        }
    }

    @Test("The bits are those of the client protocol")
    func bits() {
        let modes: [AccessMode] = [.join, .read, .write, .presence, .approve, .share, .delete, .owner]
        #expect(modes.map(\.rawValue) == [1, 2, 4, 8, 16, 32, 64, 128])
    }

    @Test(
        "The defaults are those of the client protocol",
        arguments: [
            (AccessMode.Default.group, "JRWPS"), (AccessMode.Default.channel, "RWPS"),
            (AccessMode.Default.reader, "JRP"), (AccessMode.Default.me, "JPS"), (AccessMode.Default.p2pMask, "JRWPA"),
            (AccessMode.Default.notes, "JRWDO"), (AccessMode.Default.system, "JRWPD"),
        ])
    func defaults(mode: AccessMode, text: String) {
        #expect(mode.description == text)
    }
}
