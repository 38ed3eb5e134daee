import ServiceContextModule
import Testing
import Trace

@testable import EventLog

@Suite("The trace of a batch")
struct LogRecordTraceTests {
    private static let first = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    private static let second = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"

    private func batch(_ parents: [String?]) -> [ConsumedRecord] {
        parents.map { parent in
            let headers = parent.map { [(TraceContext.parentHeader, $0)] } ?? []
            return ConsumedRecord(
                record: LogRecord(key: "key", value: [], headers: headers), partition: 0, offset: 0)
        }
    }

    @Test("is that of its records where all have the same")
    func shared() {
        #expect(batch([Self.first, Self.first]).sharedContext.trace?.parent == Self.first)
    }

    @Test(
        "is none where they differ, or where there is none",
        arguments: [[first, second], [first, nil], [nil, first], [nil], ["not a trace"], []])
    func differing(_ parents: [String?]) {
        #expect(batch(parents).sharedContext.trace == nil)
    }
}
