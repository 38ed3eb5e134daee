import Storage
import Testing
import Foundation

@Suite struct ZZBench {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["STORAGE_BENCH"] != nil)) func throughput() async throws {
        for writers in [1, 16, 64, 256] {
            let sample = try SampleDatabase()
            let commits = try await CommitCounter.watching(sample.database)
            let each = writers == 1 ? 1500 : 80_000 / writers
            let start = ContinuousClock.now
            try await withThrowingTaskGroup { group in
                for writer in 0..<writers {
                    group.addTask {
                        for index in 0..<each { try await sample.insert(Int64(writer * 1_000_000 + index)) }
                    }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let n = Double(writers * each)
            print("BENCH writers \(writers): \(Int(n / seconds)) writes/s, \(n / Double(commits.count)) a commit, \(seconds / Double(commits.count) * 1e6) us a commit")
            await sample.database.close()
        }
    }
}
