import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// How far a server has come with the records of its log, as its metrics tell.
struct LogProgress: Equatable {
    /// How many records there are, by topic.
    private let appended: [String: Int]
    /// How many of them were dealt with, by topic and by group of consumers.
    private let consumed: [String: [String: Int]]

    /// Asks a server, in however many processes.
    ///
    /// - Parameter ops: Where each of them is asked for health and metrics.
    /// - Throws: `URLError` when one does not answer.
    init(of ops: [String]) async throws {
        var metrics = ""
        for process in ops {
            guard let address = URL(string: "\(process)/metrics") else { throw URLError(.badURL) }
            let (data, _) = try await URLSession.shared.data(from: address)
            metrics += String(decoding: data, as: UTF8.self) + "\n"
        }
        self.init(metrics: metrics)
    }

    init(metrics: String) {
        var appended: [String: Int] = [:]
        var consumed: [String: [String: Int]] = [:]
        for line in metrics.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /parley_log_(appended|consumed)_records_total\{(.*)\} (\d+)/),
                let topic = match.2.firstMatch(of: /topic="([^"]*)"/)?.1, let count = Int(match.3)
            else { continue }
            if match.1 == "appended" {
                appended[String(topic), default: 0] += count
            } else if let group = match.2.firstMatch(of: /group="([^"]*)"/)?.1 {
                consumed[String(topic), default: [:]][String(group), default: 0] += count
            }
        }
        self.appended = appended
        self.consumed = consumed
    }

    /// Whether everybody has dealt with everything.
    var isComplete: Bool {
        !appended.isEmpty
            && consumed.allSatisfy { topic, counts in counts.values.allSatisfy { $0 == appended[topic] } }
    }
}
