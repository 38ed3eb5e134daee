import CoreMetrics
import Storage
import TestKit
import Testing

@Suite struct MetricsTests {
    @Test("Commits, the writes in them, their time and the failures are counted")
    func counted() async throws {
        let folder = try TemporaryFolder()
        let metrics = RecordingMetrics()
        let database = try SQLiteDatabase(
            path: folder.path(of: "a.sqlite"), schema: SampleDatabase.schema, metrics: metrics)
        for id in [1, 2, 2] as [Int64] {
            try? await database.write { db in try SampleDatabase.insert(id, in: db) }
        }
        // The counters of a commit are set before its callers resume.
        #expect(metrics.values("parley_store_commits_total{store=a.sqlite}") == [1, 1, 1])
        #expect(metrics.values("parley_store_commit_writes{store=a.sqlite}") == [1, 1, 1])
        #expect(metrics.values("parley_store_commit_seconds{store=a.sqlite}").count == 3)
        #expect(metrics.values("parley_store_failures_total{store=a.sqlite,kind=conflict}") == [1])
    }
}
