import Blobs
import Contracts
import RPC
import Testing

@testable import Gateway

/// What becomes of the files of a message that is refused.
@Suite struct HeldFilesTests {
    @Test(
        "A message that is refused lets its files go, unless it or another with its key may be stored all the same",
        .timeLimit(.minutes(1)))
    func refused() async throws {
        let bench = try FileBench()
        let (keyed, doubtful, refused) = (try await bench.upload(), try await bench.upload(), try await bench.upload())
        try await GatewayBench.run(files: bench.files) { _ in
            var script = Script()
            script.submit = { request in
                SubmitReply(
                    outcomes: request.submissions.map {
                        let isTooMuch = $0.content == Array(#""too much""#.utf8)
                        let code = isTooMuch ? StatusCode.resourceExhausted : .permissionDenied
                        return SubmitOutcome(code: code.rawValue)
                    })
            }
            return script
        } _: { gateway in
            let alice = try await gateway.attached()
            for (file, content, key, code) in [
                (keyed, "look", #""key":"again","#, 403), (doubtful, "too much", "", 429), (refused, "look", "", 403),
            ] as [(FileRecord, String, String, Int64)] {
                #expect(try await alice.ask(Self.publish(content, with: file, key)) == code)
            }
            while try await bench.survivors(of: [refused]) != [] {}
            #expect(try await bench.survivors(of: [keyed, doubtful]) == [keyed.id, doubtful.id])
        }
    }

    @Test("A message refused at the door lets its files go, unless another with its key may be on its way")
    func refusedAtTheDoor() async throws {
        let bench = try FileBench()
        let (keyed, other) = (try await bench.upload(), try await bench.upload())
        try await GatewayBench.run(files: bench.files) { _ in
            Script()
        } _: { gateway in
            let alice = try await gateway.attached()
            #expect(try await alice.ask(#"{"leave":{"id":"1","topic":"\#(Script.group)"}}"#) == 200)
            for (file, key) in [(keyed, #""key":"again","#), (other, "")] {
                #expect(try await alice.ask(Self.publish("look", with: file, key)) == 409)
            }
            #expect(try await bench.survivors(of: [keyed, other]) == [keyed.id])
        }
    }

    private static func publish(_ content: String, with file: FileRecord, _ key: String) -> String {
        #"""
        {"pub":{"id":"1","topic":"\#(Script.group)","content":"\#(content)"},
        "extra":{\#(key)"attachments":["\#(file.address)"]}}
        """#
    }
}
