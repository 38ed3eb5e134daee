import NIOCore
import Testing

@testable import RPC

@Suite struct StreamHistoryTests {
    @Test("Streams that were passed over, and those that the client has ended, are known")
    func faults() {
        var history = StreamHistory()
        let opened = [1, 3, 9, 5].map { history.open($0) }
        #expect(opened == [true, true, true, false])
        history.end(3)
        let faults = [1, 3, 5, 7, 9, 11].map { history.fault(on: $0) }
        #expect(faults == [nil, .ended, .skipped, .skipped, nil, nil])
    }

    @Test("The oldest are forgotten")
    func forgetting() {
        var history = StreamHistory()
        for stream in stride(from: 1 as Int32, to: 2001, by: 2) {
            _ = history.open(stream)
            history.end(stream)
        }
        #expect(history.fault(on: 1) == nil)
        #expect(history.fault(on: 1999) == .ended)
    }
}

@Suite struct RateBudgetTests {
    @Test("A burst is allowed, then what time and useful work bring back")
    func spending() {
        var now = NIODeadline.uptimeNanoseconds(0)
        var budget = RateBudget(burst: 3, perSecond: 2, now: { now })
        func spend(_ count: Int) -> [Bool] { (0..<count).map { _ in budget.spend() } }
        let burst = spend(4)
        #expect(burst == [true, true, true, false])
        now = now + .milliseconds(1000)
        let later = spend(2)
        #expect(later == [true, false])
        now = now + .seconds(100)
        let full = spend(4)
        #expect(full == [true, true, true, false])
        budget.earn()
        budget.earn()
        let earned = spend(2)
        #expect(earned == [true, false])
    }
}

@Suite struct FrameScannerTests {
    @Test("Every header is found, however the bytes are cut", arguments: 1...40)
    func cuts(size: Int) {
        let frames: [RawFrame] = [.settings([3: 1]), .data(7, "four"), .data(9, ""), .ping(stream: 1 << 31 | 3)]
        let bytes = RawPeer.preface + frames.flatMap(\.bytes)
        var scanner = FrameScanner(prefix: RawPeer.preface.count)
        var found: [String] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBufferPointer { part in
                var from = 0
                while let header = scanner.next(in: part, from: from) {
                    found.append("\(header.kind) on \(header.stream) at \(start + header.last)")
                    from = header.last + 1
                }
            }
        }
        #expect(found == ["4 on 0 at 32", "0 on 7 at 47", "0 on 9 at 60", "6 on 3 at 69"])
    }
}
