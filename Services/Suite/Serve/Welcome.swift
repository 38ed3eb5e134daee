import Foundation
import ParleyClient
import Settings

/// What the program says when it is up: where to connect, as whom, and what to try next.
struct Welcome: CustomStringConvertible {
    let clients: HostPort
    let grpc: HostPort
    let admin: HostPort
    let ops: HostPort
    /// What lets a client program in.
    let apiKey: String
    let isDemo: Bool

    var description: String {
        var lines = [
            "Parley is up.",
            "  clients   ws://\(clients)/v0/channels   API key \(apiKey)",
            "  gRPC      \(grpc)",
            "  admin     http://\(admin)/admin/v1",
            "  ops       http://\(ops)/ready   http://\(ops)/metrics",
        ]
        if isDemo {
            lines += [
                "Demonstration users: alice bob carol dave eve frank; the password of each is <name>123. Root: xena.",
                "Try: \(Self.program) chat\(url)\(key) --user alice --password alice123 --open bob",
            ]
        }
        lines.append("Ctrl-C stops it.")
        return lines.joined(separator: "\n")
    }

    /// Where to connect, as far as a chat does not find there by itself.
    private var url: String {
        clients == HostPort("127.0.0.1", 6060) ? "" : " --url ws://\(clients)"
    }

    /// What a chat needs to be let in, as far as it does not know it.
    private var key: String {
        apiKey == Client.developmentKey ? "" : " --api-key \(apiKey)"
    }

    /// How this program is called from the folder that it was started in.
    private static var program: String {
        let program = CommandLine.arguments.first ?? "parley"
        let folder = FileManager.default.currentDirectoryPath + "/"
        guard program.hasPrefix(folder) else { return program }
        let path = String(program.dropFirst(folder.count))
        guard path.contains("/") else { return "./\(path)" }
        // The build has a short way to `.build/x86_64-unknown-linux-gnu/release/parley`.
        let parts = path.split(separator: "/")
        guard parts.count == 4, parts[0] == ".build" else { return path }
        let short = "\(parts[0])/\(parts[2])/\(parts[3])"
        return FileManager.default.isExecutableFile(atPath: short) ? short : path
    }
}
