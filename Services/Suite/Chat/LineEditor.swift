/// The line being typed on a terminal in raw mode: takes the bytes of the keys, tells what comes of them.
struct LineEditor {
    /// What comes of a key.
    enum Outcome: Equatable {
        /// The line looks different.
        case changed
        /// The line is finished.
        case line(String)
        /// Ctrl-C.
        case interrupt
        /// Ctrl-D on an empty line.
        case end
        /// Nothing to be seen.
        case none
    }

    private(set) var text: [Character] = []
    /// Before which character the cursor stands.
    private(set) var cursor = 0
    /// The lines typed before, the last one at the end.
    private var past: [String] = []
    /// The place among them that is shown, and what was typed before looking back.
    private var place: (index: Int, draft: [Character])?
    /// The bytes of a character or a key that has not come whole yet.
    private var pending: [UInt8] = []

    private static let remembered = 200

    /// Takes one byte.
    mutating func take(_ byte: UInt8) -> Outcome {
        pending.append(byte)
        if pending[0] == 0x1B { return takeEscape() }
        guard pending.count > 1 || byte >= 0x80 else {
            pending = []
            return takeKey(byte)
        }
        let length = Self.length(startingWith: pending[0])
        guard pending.count >= length || byte & 0xC0 != 0x80 && pending.count > 1 else { return .none }
        let character = String(decoding: pending, as: UTF8.self)
        pending = []
        // A combining mark joins the character before it: then the count stays as it is.
        let before = String(text[..<cursor]) + character
        text = Array(before) + text[cursor...]
        cursor = Array(before).count
        return .changed
    }

    private static func length(startingWith byte: UInt8) -> Int {
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    private mutating func takeKey(_ byte: UInt8) -> Outcome {
        switch byte {
        case 0x0D, 0x0A: return finish()
        case 0x03: return .interrupt
        case 0x04: return text.isEmpty ? .end : delete(from: cursor, to: cursor + 1)
        case 0x7F, 0x08: return delete(from: cursor - 1, to: cursor)
        case 0x01: return move(to: 0)
        case 0x05: return move(to: text.count)
        case 0x02: return move(to: cursor - 1)
        case 0x06: return move(to: cursor + 1)
        case 0x15: return delete(from: 0, to: cursor)
        case 0x0B: return delete(from: cursor, to: text.count)
        case 0x17: return delete(from: startOfWord, to: cursor)
        case 0x10: return look(back: true)
        case 0x0E: return look(back: false)
        case 0x0C: return .changed
        case 0x20...0x7E:
            text.insert(Character(Unicode.Scalar(byte)), at: cursor)
            cursor += 1
            return .changed
        default: return .none
        }
    }

    /// Keys that send several bytes: `ESC [ … letter`, `ESC [ number ~`, `ESC O letter`.
    private mutating func takeEscape() -> Outcome {
        guard pending.count > 1 else { return .none }
        guard pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O") else {
            pending = []
            return .none
        }
        guard pending.count > 2, let last = pending.last, (0x40...0x7E).contains(last) else {
            if pending.count > 16 { pending = [] }
            return .none
        }
        let key = String(decoding: pending.dropFirst(2), as: UTF8.self)
        pending = []
        switch key {
        case "A": return look(back: true)
        case "B": return look(back: false)
        case "C": return move(to: cursor + 1)
        case "D": return move(to: cursor - 1)
        case "H", "1~", "7~": return move(to: 0)
        case "F", "4~", "8~": return move(to: text.count)
        case "3~": return delete(from: cursor, to: cursor + 1)
        default: return .none
        }
    }

    private var startOfWord: Int {
        var start = cursor
        while start > 0, text[start - 1].isWhitespace { start -= 1 }
        while start > 0, !text[start - 1].isWhitespace { start -= 1 }
        return start
    }

    private mutating func finish() -> Outcome {
        let line = String(text)
        if !line.trimmed.isEmpty, past.last != line { past = past.suffix(Self.remembered - 1) + [line] }
        place = nil
        text = []
        cursor = 0
        return .line(line)
    }

    private mutating func move(to target: Int) -> Outcome {
        guard target != cursor, (0...text.count).contains(target) else { return .none }
        cursor = target
        return .changed
    }

    private mutating func delete(from start: Int, to end: Int) -> Outcome {
        guard start >= 0, end <= text.count, start < end else { return .none }
        text.removeSubrange(start..<end)
        cursor = start
        return .changed
    }

    private mutating func look(back: Bool) -> Outcome {
        let index = (place?.index ?? past.count) + (back ? -1 : 1)
        guard index >= 0, index <= past.count, back || place != nil else { return .none }
        let draft = place?.draft ?? text
        place = index == past.count ? nil : (index, draft)
        text = index == past.count ? draft : Array(past[index])
        cursor = text.count
        return .changed
    }
}
