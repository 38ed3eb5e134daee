import Dispatch
import Foundation

/// The standard output and that for errors, written in order by a thread that may wait: whoever reads may be slow.
final class StandardOutput: Sendable {
    private let queue = DispatchQueue(label: "parley.chat.output")

    /// Writes a text as soon as those before it are written.
    func write(_ text: String, asComplaint: Bool = false) {
        queue.async {
            let output = asComplaint ? FileHandle.standardError : .standardOutput
            // Nobody reads any more: then there is nobody to tell, either.
            try? output.write(contentsOf: Data(text.utf8))
        }
    }

    /// Waits until all is written.
    func drain() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }
}
