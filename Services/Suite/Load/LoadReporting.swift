import ArgumentParser
import Foundation
import Load
import UnixSignals

/// Runs a scenario from the terminal, and says what it came to.
enum LoadReporting {
    /// Runs it; SIGINT and SIGTERM end it early, with a report, and a second one at once.
    ///
    /// - Throws: `ExitCode`, for everything but a run without a fault.
    static func report(
        _ options: LoadOptions,
        _ run: (LoadPlan, Interruption) async throws(LoadFailure) -> LoadResult
    ) async throws {
        let interruption = Interruption()
        let listening = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                if interruption.hasHappened { exit(130) }
                interruption.happen()
            }
        }
        defer { listening.cancel() }
        let result: LoadResult
        do {
            result = try await run(try options.plan(), interruption)
        } catch {
            throw fail(error)
        }
        try show(result, json: options.json, html: options.html)
    }

    /// Prints a result, and writes it to files.
    ///
    /// - Throws: `ExitCode`, for everything but a result without a fault.
    static func show(_ result: LoadResult, json: String?, html: String?) throws {
        print(TextReport.text(result))
        do {
            if let json { try LoadDocument(result).json().write(to: URL(filePath: json)) }
            if let html { try Data(HTMLReport.page(result).utf8).write(to: URL(filePath: html)) }
        } catch {
            throw fail(.notPrepared("the result cannot be written: \(error.localizedDescription)"))
        }
        if result.isEmpty { FileHandle.standardError.write(Data("parley: nothing could be measured\n".utf8)) }
        if result.status != 0 { throw ExitCode(result.status) }
    }

    /// Says why there is no result.
    static func fail(_ failure: LoadFailure) -> ExitCode {
        FileHandle.standardError.write(Data("parley: \(failure.reason)\n".utf8))
        return ExitCode(failure.status)
    }
}
