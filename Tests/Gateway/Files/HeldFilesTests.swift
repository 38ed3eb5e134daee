import Blobs
import Contracts
import RPC
import Testing

@testable import Gateway

/// What becomes of the files of a message that is refused.
@Suite struct HeldFilesTests {
    @Test(
        "A message refused behind the log lets its files go, unless one with its key may have been done",
        .timeLimit(.minutes(1)))
    func refused() async throws {
        let bench = try FileBench()
        let (keyed, other) = (try await bench.upload(), try await bench.upload())
        try await GatewayBench.run(files: bench.files) { gateway in
            var script = Script()
            script.submit = { request in
                let refusals = request.submissions.compactMap { submission in
                    submission.origin.map {
                        Acknowledgement(submission: $0.submission, code: StatusCode.permissionDenied.rawValue)
                    }
                }
                _ = try await gateway.acknowledge(AcknowledgeRequest(acknowledgements: refusals))
                return SubmitReply(outcomes: request.submissions.map { _ in SubmitOutcome() })
            }
            return script
        } _: { gateway in
            let alice = try await gateway.attached()
            for (file, key) in [(keyed, #""key":"again","#), (other, "")] {
                let publish = #"""
                    {"pub":{"id":"1","topic":"\#(Script.group)","content":"look"},
                    "extra":{\#(key)"attachments":["\#(file.address)"]}}
                    """#
                #expect(try await alice.ask(publish) == 403)
            }
            while try await bench.survivors(of: [other]) != [] {}
            #expect(try await bench.survivors(of: [keyed]) == [keyed.id])
        }
    }
}
