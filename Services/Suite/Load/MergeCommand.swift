import ArgumentParser
import Load

/// `parley load merge`.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Merge the results of the shares of one run.")

    @Argument(help: ArgumentHelp("What the shares have written with --json.", valueName: "file"))
    var files: [String]
    @Option(help: ArgumentHelp("Write the merged result to a file.", valueName: "file"))
    var json: String?
    @Option(help: ArgumentHelp("Write a page with charts to a file.", valueName: "file"))
    var html: String?

    func run() throws {
        let merged: LoadResult
        do {
            merged = try Self.merged(files)
        } catch {
            throw LoadReporting.fail(error)
        }
        try LoadReporting.show(merged, json: json, html: html)
    }

    private static func merged(_ files: [String]) throws(LoadFailure) -> LoadResult {
        guard let first = files.first else { throw .unusable("there is nothing to merge") }
        var merged = try LoadDocument(reading: first).result
        for file in files.dropFirst() { try merged.merge(LoadDocument(reading: file).result) }
        return merged
    }
}
