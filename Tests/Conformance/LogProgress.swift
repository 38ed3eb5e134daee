import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// How far a server has come with the records of its log, as its metrics tell.
struct LogProgress: Equatable {
    /// How many records there are, by topic.
    private let appended: [String: Int]
    /// How many of them were dealt with, by topic and group of consumers.
    private let consumed: [String: [Int]]

    /// Asks a server.
    ///
    /// - Parameter ops: Where health and metrics are asked for.
    /// - Throws: `URLError` when it does not answer.
    init(of ops: String) async throws {
        guard let address = URL(string: "\(ops)/metrics") else { throw URLError(.badURL) }
        let (data, _) = try await URLSession.shared.data(from: address)
        self.init(metrics: String(decoding: data, as: UTF8.self))
    }

    init(metrics: String) {
        var appended: [String: Int] = [:]
        var consumed: [String: [Int]] = [:]
        for line in metrics.split(separator: "\n") {
            guard let match = line.wholeMatch(of: /parley_log_(appended|consumed)_records_total\{(.*)\} (\d+)/),
                let topic = match.2.firstMatch(of: /topic="([^"]*)"/)?.1, let count = Int(match.3)
            else { continue }
            if match.1 == "appended" {
                appended[String(topic)] = count
            } else {
                consumed[String(topic), default: []].append(count)
            }
        }
        self.appended = appended
        self.consumed = consumed
    }

    /// Whether everybody has dealt with everything.
    var isComplete: Bool {
        !appended.isEmpty && consumed.allSatisfy { topic, counts in counts.allSatisfy { $0 == appended[topic] } }
    }
}
