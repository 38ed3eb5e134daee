import Foundation
import Synchronization

/// Where log lines go.
package struct LogSink: Sendable {
    let write: @Sendable (_ line: [UInt8]) -> Void

    /// Takes lines through a closure: whole lines with their line break, from any thread, perhaps several at once.
    package init(_ write: @escaping @Sendable (_ line: [UInt8]) -> Void) {
        self.write = write
    }

    /// Standard error; lines never mix.
    ///
    /// A line is lost when nobody can take it.
    package static let standardError: LogSink = {
        let turn = Mutex(())
        return LogSink { line in
            turn.withLock { _ in
                line.withUnsafeBytes { buffer in
                    var rest = buffer[...]
                    while !rest.isEmpty {
                        let count = Foundation.write(STDERR_FILENO, rest.rebasedAddress, rest.count)
                        if count > 0 {
                            rest = rest.dropFirst(count)
                        } else if errno != EINTR {
                            return
                        }
                    }
                }
            }
        }
    }()
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var rebasedAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
