import Foundation
import NIOCore
import NIOPosix

/// A file with plugins: one that lives, one that is dead and passed over, and one that is dead and refuses `leave`.
struct PluginFile {
    private let url = FileManager.default.temporaryDirectory.appending(path: "plugins-\(UUID().uuidString).json")

    var path: String { url.path }

    /// Writes the file.
    ///
    /// - Parameters:
    ///   - living: Where a plugin listens.
    ///   - dead: Where nobody does.
    /// - Throws: When it cannot be written.
    init(living: Int, dead: Int) throws {
        let text = """
            [
              {"enabled": true, "name": "living", "timeout": "10s", "address": "127.0.0.1:\(living)", "failureCode": 0,
               "filters": {"fireHose": "pub;grp", "account": "CUD", "topic": "CUD", "subscription": "CUD",
                           "message": "grp;C", "find": true}},
              {"enabled": true, "name": "passed over", "timeout": "50ms", "address": "127.0.0.1:\(dead)",
               "filters": {"fireHose": "pub"}},
              {"enabled": true, "name": "guard", "timeout": "50ms", "address": "127.0.0.1:\(dead)",
               "failureCode": 503, "failureText": "no guard is there", "filters": {"fireHose": "leave"}},
              {"enabled": false, "name": "off", "address": "127.0.0.1:\(dead)", "failureCode": 500,
               "filters": {"fireHose": ""}}
            ]
            """
        try Data(text.utf8).write(to: url)
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }

    /// A port that nobody listens on: it was had, and given back.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
