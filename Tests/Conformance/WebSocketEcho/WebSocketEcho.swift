import Foundation
import Gateway
import NIOPosix

/// A testee for suites that check WebSocket servers: the gateway's own WebSocket, which sends every message back.
///
/// Messages come back as what they were, text or binary, however they were fragmented or compressed. Any path will do,
/// without an API key; messages may have 64 MiB. To run Autobahn's suite against it:
///
/// ```sh
/// "$(swift build --show-bin-path)/WebSocketEcho" 127.0.0.1:9001
/// ```
///
/// A second argument, `--stateless`, makes it compress as the gateway does: each message by itself.
@main
enum WebSocketEcho {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let place = arguments.first, let colon = place.lastIndex(of: ":"),
            let port = Int(place[place.index(after: colon)...])
        else {
            print("usage: WebSocketEcho HOST:PORT [--stateless]")
            return
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let server = try await EchoServer.start(
            host: String(place[..<colon]), port: port, keepsContext: !arguments.contains("--stateless"), group: group)
        print("listening at port \(server.port ?? port)")
        fflush(nil)
        // Until it is killed.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }
}
