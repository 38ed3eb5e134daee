import JSON
import ParleyClient

extension TopicMessage {
    /// The lines that stand for the message on a terminal; safe to print.
    var shownLines: [String] {
        if let call = head?.object?["webrtc"]?.string { return ["[call \(call.printable)]"] }
        let lines = plainText?.printableLines ?? []
        if lines.contains(where: { !$0.trimmed.isEmpty }) { return lines }
        let parts = content.object?["ent"]?.array?.compactMap(Self.part) ?? []
        return [parts.isEmpty ? "[something that a terminal cannot show]" : parts.joined(separator: " ")]
    }

    /// What stands for a part of a Drafty document that is no text.
    private static func part(_ entity: RawJSON) -> String? {
        guard let entity = entity.object, let kind = entity["tp"]?.string else { return nil }
        let word =
            switch kind {
            case "IM": "image"
            case "EX": "file"
            case "AU": "sound"
            case "VD": "video"
            case "VC": "call"
            default: "attachment"
            }
        let name = entity["data"]?.object?["name"]?.string.map(\.printable)
        return name.map { "[\(word) \($0)]" } ?? "[\(word)]"
    }
}
