import Foundation

/// A written conversation with the server: what each session sends, and every frame that each session gets.
///
/// A file of lines:
/// ```
/// # a title or a remark
/// @session alice alice me      a session named alice logs in as alice and attaches to `me`
/// @connect guest               a session that has said nothing yet
/// @let channel chn $group      a channel's name for readers, from its group name
/// @rest                        what was sent is dealt with, and nobody gets anything of it
/// @variable PARLEY_X text      what the server is started with
/// @text-only                   protobuf has no words for what this is about
/// ## what happens now
/// alice > {"sub": {…}}         alice sends
/// bob < {"pres": {…}}          bob gets
/// ```
/// In expected frames `"$name"` stands for a value that must be the same wherever the name is, `"$time"` for any
/// time, `"$any"` for anything. `ts` need not be written.
struct Dialogue {
    /// One thing that happens: who sends what, and what all the sessions then get.
    struct Step {
        var title: String
        var line: Int
        var sent: [(session: String, text: String, line: Int)] = []
        var expected: [(session: String, frame: String, line: Int)] = []
        var directive: [String] = []
    }

    let name: String
    /// Variables that the server is started with.
    let environment: [String: String]
    /// Whether it can only be played where frames are texts.
    let isTextOnly: Bool
    let steps: [Step]

    /// All dialogues there are, by name.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Dialogues")
    }

    init(named name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).txt"), encoding: .utf8)
        var steps: [Step] = []
        var environment: [String: String] = [:]
        var isTextOnly = false
        var title = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            if line.hasPrefix("## ") {
                title = String(line.dropFirst(3))
            } else if line == "@text-only" {
                isTextOnly = true
            } else if line.hasPrefix("@variable ") {
                let words = line.split(separator: " ", maxSplits: 2).map(String.init)
                environment[words[1]] = words[2]
            } else if line.hasPrefix("@") {
                steps.append(
                    Step(title: title, line: number, directive: line.dropFirst().split(separator: " ").map(String.init))
                )
            } else if let (session, text) = Self.part(line, at: " > ") {
                // Whoever sends again begins a new step; several may send before anything is expected.
                if steps.last?.sent.isEmpty != false || steps.last?.expected.isEmpty == false {
                    steps.append(Step(title: title, line: number))
                }
                steps[steps.count - 1].sent.append((session, text, number))
            } else if let (session, frame) = Self.part(line, at: " < ") {
                if steps.isEmpty { steps.append(Step(title: title, line: number)) }
                steps[steps.count - 1].expected.append((session, frame, number))
            }
        }
        self.steps = steps
        self.environment = environment
        self.isTextOnly = isTextOnly
    }

    private static func part(_ line: Substring, at mark: String) -> (String, String)? {
        guard !line.hasPrefix("#"), let range = line.range(of: mark) else { return nil }
        return (String(line[..<range.lowerBound]), String(line[range.upperBound...]))
    }
}
