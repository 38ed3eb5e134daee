import Foundation
import RunningParley
import TestKit
import Testing

/// A web client on the port that clients connect to.
@Suite(.timeLimit(.minutes(5))) struct WebClientTests {
    @Test("The folder of --static is served; without it there is nothing")
    func served() async throws {
        let folder = try TemporaryFolder()
        try Data("<title>ours</title>".utf8).write(to: URL(filePath: folder.path(of: "index.html")))
        try await withParley(arguments: ["--static", folder.path]) { server in
            let port = try #require(await server.ports[.clients])
            let page = try await HTTPAnswer(of: "http://127.0.0.1:\(port)/")
            #expect(page.status == 200)
            #expect(page.text == "<title>ours</title>")
            #expect(try await HTTPAnswer(of: "http://127.0.0.1:\(port)/v0/channels").status == 403)
        }
        try await withParley { server in
            let port = try #require(await server.ports[.clients])
            #expect(try await HTTPAnswer(of: "http://127.0.0.1:\(port)/").status == 404)
        }
    }

    @Test("A folder that is not there ends the program, which says so")
    func missing() async throws {
        let folder = try TemporaryFolder()
        let (status, _, errors) = try await ParleyProgram([
            "serve", "--data", folder.path(of: "data"), "--listen", "127.0.0.1:0", "--static", folder.path(of: "none"),
        ]).run()
        #expect(status == 78)
        #expect(errors.contains("gateway.static"))
    }
}
