/// What a source says for a setting, before it is understood.
package enum SettingInput: Sendable, Equatable {
    /// One word: a flag, a variable, or a string, number or boolean of the file.
    case word(String)

    /// An array of the file.
    case list([String])

    /// The words of a list, where a single word is a list separated by commas.
    var words: [String] {
        switch self {
        case .list(let words): words
        case .word(let text): text.split(separator: ",").map { String($0.trimmingSpace()) }.filter { !$0.isEmpty }
        }
    }

    /// The one word; nil for a list.
    var word: String? {
        guard case .word(let text) = self else { return nil }
        return text
    }
}

extension Substring {
    fileprivate func trimmingSpace() -> Substring {
        var result = drop(while: \.isWhitespace)
        while result.last?.isWhitespace == true { result.removeLast() }
        return result
    }
}
