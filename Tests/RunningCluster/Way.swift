import NIOCore
import NIOPosix

/// A way between two programs that passes on what comes, until it is told to fail as networks do.
///
/// It listens on a port of the loopback interface, and connects to its target anew for each connection.
package final class Way: Sendable {
    /// Where it listens.
    package let port: Int
    private let listener: any Channel
    private let traffic: NIOLoopBound<WayTraffic>

    private init(_ listener: any Channel, _ traffic: NIOLoopBound<WayTraffic>) {
        port = listener.localAddress?.port ?? 0
        self.listener = listener
        self.traffic = traffic
    }

    deinit {
        listener.close(promise: nil)
        traffic.eventLoop.execute { [traffic] in traffic.value.passages.values.forEach { $0.end() } }
    }

    /// Opens a way.
    ///
    /// - Parameter target: Says where it leads to, `host:port`; asked for each connection.
    /// - Returns: The way, listening.
    /// - Throws: when there is no port.
    package static func open(to target: @escaping @Sendable () throws -> String) async throws -> Way {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let traffic = try await loop.submit { NIOLoopBound(WayTraffic(), eventLoop: loop) }.get()
        // One loop for all, so that both sides of a connection share their state without a lock.
        let listener = try await ServerBootstrap(group: loop)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in
                client.eventLoop.makeCompletedFuture {
                    let passage = WayPassage(traffic.value)
                    try passage.take(client, as: .client)
                    let bound = NIOLoopBound(passage, eventLoop: loop)
                    Self.connect(bound, to: target, on: loop)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Way(listener, traffic)
    }

    private static func connect(
        _ passage: NIOLoopBound<WayPassage>, to target: () throws -> String, on loop: any EventLoop
    ) {
        let place = (try? target())?.split(separator: ":") ?? []
        guard place.count == 2, let port = Int(place[1]) else { return passage.value.end() }
        ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            // Little room, so that whoever does not read is felt on the other side soon.
            .channelOption(.socketOption(.so_rcvbuf), value: 64 * 1024)
            .channelInitializer { server in
                server.eventLoop.makeCompletedFuture { try passage.value.take(server, as: .server) }
            }
            .connect(host: String(place[0]), port: port)
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success: passage.value.begin()
                case .failure: passage.value.end()
                }
            }
    }

    /// Lets the connections that there are now carry nothing any more, without telling either side; new ones do.
    package func hush() async throws { try await change { $0.passages.values.forEach { $0.hush() } } }

    /// Reads no more from the target on the connections that there are now.
    package func stall() async throws { try await change { $0.passages.values.forEach { $0.isStalled = true } } }

    /// Waits for a moment in what the message service tells MongoDB, and lets the connection carry nothing from there on.
    ///
    /// - Parameters:
    ///   - moment: The moment.
    ///   - whenHeld: Is called once, when it has come.
    /// - Throws: when the program is about to end.
    package func hold(at moment: CommitMoment, whenHeld: @escaping @Sendable () -> Void) async throws {
        try await change { $0.trap = (moment, whenHeld) }
    }

    /// Waits for no moment any more, and lets everything go on, what was held first.
    package func letGo() async throws {
        try await change {
            $0.trap = nil
            $0.passages.values.forEach { $0.goOn() }
        }
    }

    /// Waits for no moment any more, and closes the connections that carry nothing; what was held is lost.
    package func drop() async throws {
        try await change {
            $0.trap = nil
            $0.passages.values.filter(\.isHushed).forEach { $0.end() }
        }
    }

    private func change(_ change: @escaping @Sendable (WayTraffic) -> Void) async throws {
        try await traffic.eventLoop.submit { [traffic] in change(traffic.value) }.get()
    }
}

/// All connections of a way; belongs to its loop.
final class WayTraffic {
    var passages: [ObjectIdentifier: WayPassage] = [:]
    var trap: (moment: CommitMoment, whenHeld: @Sendable () -> Void)?
}
