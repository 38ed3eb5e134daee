import Foundation
import TestKit
import Testing

/// The codec against Google's own protobuf: ``ProtobufTestee`` is asked what Google's conformance suite asks, thousands of
/// random messages, and damaged ones besides.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs Google's protobuf: see `make interop`"))
struct GoogleProtobufTests {
    @Test(
        "What Google reads comes back as the same message, and what it refuses is refused",
        .timeLimit(.minutes(5)), arguments: SplitMix64.seeds)
    func conformance(seed: UInt64) async throws {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let testee = folder.appending(path: "ProtobufTestee").path
        let (code, output) = await (try PythonProgram("conformance.py", [testee, "\(seed)"])).finish()
        #expect(code == 0, "\(output)")
    }
}
