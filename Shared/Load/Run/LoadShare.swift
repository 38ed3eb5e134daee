import Foundation

/// One of several processes that make up a run, and the folder they meet in.
package struct LoadShare: Sendable, Equatable {
    /// Counts from 1.
    package let number: Int
    /// How many there are.
    package let count: Int
    /// Where they leave word for each other; a folder that no other run has used.
    let folder: String?

    /// Creates the only share of a run.
    package init() {
        number = 1
        count = 1
        folder = nil
    }

    /// Reads `K/N`.
    ///
    /// - Throws: `LoadFailure.unusable` when it is not, or when several shares have no folder to meet in.
    package init(_ text: String, meetingIn folder: String?) throws(LoadFailure) {
        let parts = text.split(separator: "/").map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1, (1...count).contains(number)
        else { throw .unusable("\(text) is not a share: it has to be K/N, such as 2/6") }
        guard count == 1 || folder != nil else {
            throw .unusable("several shares need --rendezvous, a folder that no other run has used")
        }
        self.number = number
        self.count = count
        self.folder = folder
    }

    /// Whether this process makes what the run needs once.
    var isFirst: Bool { number == 1 }

    /// The part of so many things that is this share's.
    func part(of total: Int) -> Int {
        total * number / count - total * (number - 1) / count
    }

    /// Checks that the folder is there, and that this share has not met anybody in it.
    func prepare() throws(LoadFailure) {
        guard let folder, count > 1 else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unusable("\(folder) cannot be made: \(error.localizedDescription)")
        }
        guard !FileManager.default.fileExists(atPath: path("here", number)) else {
            throw .unusable("\(folder) has been used by another run")
        }
        tell("here", "")
    }

    /// Leaves word for all others, under a name.
    func tell(_ name: String, _ word: String) {
        guard let folder, count > 1 else { return }
        let temporary = "\(folder)/.\(name)-\(number)"
        // In one step, so that nobody reads half of it; a folder that is gone makes the others give up in time.
        try? Data(word.utf8).write(to: URL(filePath: temporary))
        try? FileManager.default.moveItem(atPath: temporary, toPath: path(name, number))
    }

    /// What a share has left under a name; nil as long as there is nothing.
    func word(_ name: String, from share: Int) -> String? {
        guard let data = FileManager.default.contents(atPath: path(name, share)) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// What all shares have left under a name; nil as long as one is missing.
    func words(_ name: String) -> [String]? {
        let words = (1...count).compactMap { word(name, from: $0) }
        return words.count == count ? words : nil
    }

    private func path(_ name: String, _ share: Int) -> String {
        "\(folder ?? ".")/\(name)-\(share)"
    }
}
