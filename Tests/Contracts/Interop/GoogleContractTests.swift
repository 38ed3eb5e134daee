import Foundation
import TestKit
import Testing

/// The hand-written messages against the `.proto` files, as Google's protoc reads them.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs Google's protobuf: see `make interop`"))
struct GoogleContractTests {
    /// The folder of the `.proto` files.
    private static let contracts = URL(filePath: #filePath).appending(path: "../../../../Shared/Contracts").standardized

    @Test(
        "Every message of every contract comes back from the codec as Google wrote it",
        .timeLimit(.minutes(5)), arguments: SplitMix64.seeds)
    func messages(seed: UInt64) async throws {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let testee = folder.appending(path: "ProtobufTestee").path
        let program = try PythonProgram("contracts.py", [testee, Self.contracts.path, "\(seed)"])
        let (code, output) = await program.finish()
        #expect(code == 0, "\(output)")
    }
}
