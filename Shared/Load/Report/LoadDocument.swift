package import Foundation

/// A result as it is kept: what it comes to, for whoever compares; and all that was measured, to be merged.
package struct LoadDocument: Codable, Sendable {
    /// `LoadFigure`, by name.
    package let figures: [String: Double]
    /// Counts that no right server gives, by name.
    package let faults: [String: Int]
    /// All that was measured.
    package let result: LoadResult

    /// Describes a result.
    package init(_ result: LoadResult) {
        figures = Dictionary(result.figures.map { ($0.name, $0.value) }) { first, _ in first }
        faults = Dictionary(result.faults.map { ($0.name, $0.count) }) { first, _ in first }
        self.result = result
    }

    /// Reads a document.
    ///
    /// - Throws: `LoadFailure.unusable`.
    package init(reading path: String) throws(LoadFailure) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .unusable("\(path) is not a result of parley load: \(error)")
        }
    }

    /// The document as JSON.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
