import EventLog
import Testing

@Suite("The relay of an outbox", .timeLimit(.minutes(1)))
struct OutboxRelayTests {
    private let outbox = MemoryOutbox()
    private let log = JournalingLog()
    private let clock = ManualClock()

    /// Runs a relay while the body runs, and ends it in order.
    private func whileRelaying(
        _ settings: OutboxRelay.Settings = .init(), _ body: () async throws -> Void
    ) async throws {
        let relay = OutboxRelay(from: outbox, to: log, topic: .event, settings: settings, clock: clock)
        let running = Task { try await relay.run() }
        defer { running.cancel() }
        try await body()
        running.cancel()
        try await running.value
    }

    @Test("moves what is there at the start, in order, in batches, and removes it")
    func movesWhatIsThere() async throws {
        outbox.add(0..<10)
        var settings = OutboxRelay.Settings()
        settings.batchSize = 4
        try await whileRelaying(settings) {
            await outbox.operations.until { $0.last == .pending && $0.contains(.remove(through: 10)) || $0.count == 6 }
        }
        #expect(log.appends.entries.map(\.count) == [4, 4, 2])
        #expect(log.numbers == Array(0..<10))
        #expect(outbox.entries.isEmpty)
    }

    @Test("moves a new entry when it is woken, without any time going by")
    func isWoken() async throws {
        try await whileRelaying {
            await outbox.operations.until(count: 1)
            for number in 0..<20 {
                outbox.add(number..<number + 1)
                await log.appends.until { $0.joined().count > number }
            }
        }
        #expect(log.numbers == Array(0..<20))
    }

    @Test("finds an entry by itself if the wake-up was lost, or wake-ups have ended", arguments: [false, true])
    func polls(_ wakeupsHaveEnded: Bool) async throws {
        try await whileRelaying {
            await outbox.operations.until(count: 1)
            if wakeupsHaveEnded { outbox.endWakeups() }
            outbox.add(0..<1, wake: false)
            await clock.sleeps.until { $0.contains(.seconds(1)) }
            clock.advance(by: .seconds(1))
            await log.appends.until(count: 1)
        }
        #expect(log.numbers == [0])
    }

    @Test("tries again, further and further apart, when the log fails, and nothing overtakes")
    func survivesTheLog() async throws {
        log.fail([.full, .unavailable, .full])
        outbox.add(0..<3)
        try await whileRelaying {
            for pause in [20, 40, 80] {
                await clock.sleeps.until { $0.contains(.milliseconds(pause)) }
                outbox.add(pause..<pause + 1)
                #expect(log.appends.entries.isEmpty)
                clock.advance(by: .milliseconds(pause))
            }
            await log.appends.until { $0.joined().count == 6 }
        }
        #expect(log.numbers == [0, 1, 2, 20, 40, 80])
    }

    @Test("tries again when the outbox cannot be read")
    func survivesReading() async throws {
        outbox.fail(pending: 2)
        outbox.add(0..<3)
        try await whileRelaying {
            for pause in [20, 40] {
                await clock.sleeps.until { $0.contains(.milliseconds(pause)) }
                clock.advance(by: .milliseconds(pause))
            }
            await log.appends.until(count: 1)
        }
        #expect(log.numbers == [0, 1, 2])
    }

    @Test("appends again, rather than lose, what it could not remove")
    func atLeastOnce() async throws {
        outbox.fail(remove: 1)
        outbox.add(0..<3)
        try await whileRelaying {
            await clock.sleeps.until { $0.contains(.milliseconds(20)) }
            #expect(outbox.entries.count == 3)
            clock.advance(by: .milliseconds(20))
            await outbox.operations.until { $0.contains(.remove(through: 3)) }
        }
        #expect(log.numbers == [0, 1, 2, 0, 1, 2])
        #expect(outbox.entries.isEmpty)
    }

    @Test("starts over with short pauses after a success")
    func pausesStartOver() async throws {
        log.fail([.full, .full])
        outbox.add(0..<1)
        try await whileRelaying {
            for pause in [20, 40] {
                await clock.sleeps.until { $0.contains(.milliseconds(pause)) }
                clock.advance(by: .milliseconds(pause))
            }
            await outbox.operations.until { $0.contains(.remove(through: 1)) }
            log.fail([.full])
            outbox.add(1..<2)
            await clock.sleeps.until { $0.count { $0 == .milliseconds(20) } == 2 }
            clock.advance(by: .milliseconds(20))
            await log.appends.until(count: 2)
        }
        #expect(log.numbers == [0, 1])
    }

    @Test("ends without an error when it is cancelled, even between attempts")
    func endsWhenCancelled() async throws {
        log.fail(Array(repeating: .unavailable, count: 100))
        outbox.add(0..<1)
        try await whileRelaying {
            await clock.sleeps.until { $0.contains(.milliseconds(20)) }
        }
        #expect(outbox.entries.count == 1)
    }
}
