import RPC
import Testing
import Wire

@Suite struct RPCRouterTests {
    @Test("A method's path is its service and its name")
    func path() {
        #expect(Letter.post.path == "/test.v1.Mail/Post")
    }

    @Test("A handler is found by its path and no other")
    func lookup() async throws {
        let router = RPCRouter([MailService { letter, _ in Letter(text: letter.text + "!") }])
        let handler = try #require(router.unaryHandler(for: "/test.v1.Mail/Post"))
        let answer = try await handler(Letter(text: "hi").encoded(), CallContext())
        #expect(try Letter(decoding: answer) == Letter(text: "hi!"))
        #expect(router.unaryHandler(for: "/test.v1.Mail/post") == nil)
        #expect(router.unaryHandler(for: "test.v1.Mail/Post") == nil)
        #expect(RPCRouter().unaryHandler(for: "/test.v1.Mail/Post") == nil)
    }

    @Test("A request that cannot be read is refused before the handler is asked")
    func malformed() async throws {
        let router = RPCRouter([
            MailService { _, _ in
                Issue.record("the handler was asked")
                return Letter()
            }
        ])
        let handler = try #require(router.unaryHandler(for: Letter.post.path))
        let refused = await #expect(throws: RPCStatus.self) { try await handler([0x0A, 0x05], CallContext()) }
        #expect(refused?.code == .invalidArgument)
        #expect(refused?.reason == "malformed")
    }

    @Test("What an older service does not know comes back to the newer caller")
    func unknownFields() async throws {
        let router = RPCRouter([MailService { letter, _ in letter }])
        let handler = try #require(router.unaryHandler(for: Letter.post.path))
        let request = Letter(text: "a").encoded() + [0x78, 0x2A]
        #expect(try await handler(request, CallContext()) == request)
    }
}
