import Synchronization
import Telemetry
import Testing

@testable import ServiceHost

@Suite struct PeerWatchTests {
    private final class Scene: Sendable {
        let now = Mutex(ContinuousClock.now)
        let isThere = Mutex(false)
    }

    private let scene = Scene()

    private func watch() -> PeerWatch {
        PeerWatch(at: "auth:7002", now: { [scene] in scene.now.withLock { $0 } }) { [scene] in
            scene.isThere.withLock { $0 }
        }
    }

    @Test("A service that was never there is named")
    func never() {
        #expect(throws: HealthFailure("cannot be reached at auth:7002")) { try watch().check() }
    }

    @Test("A service may be away for a moment, and is named when it stays away; once it is back all is well")
    func away() throws {
        let watch = watch()
        scene.isThere.withLock { $0 = true }
        try watch.check()
        scene.isThere.withLock { $0 = false }
        scene.now.withLock { $0 += PeerWatch.patience - .milliseconds(1) }
        try watch.check()
        scene.now.withLock { $0 += .milliseconds(1) }
        #expect(throws: HealthFailure.self) { try watch.check() }
        scene.isThere.withLock { $0 = true }
        try watch.check()
    }
}
