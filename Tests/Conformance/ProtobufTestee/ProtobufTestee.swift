import Foundation
import Wire

/// A testee of protobuf's conformance suite: reads messages with Parley's codec, and writes them again.
///
/// It knows Google's test schema, and beyond the suite the messages of Parley's own contracts.
///
/// Requests come on the standard input, answers go to the standard output, each after its length in four bytes, the
/// least significant first; it ends with its input. To run Google's suite against it:
///
/// ```sh
/// conformance_test_runner "$(swift build --show-bin-path)/ProtobufTestee"
/// ```
@main
enum ProtobufTestee {
    static func main() throws {
        let (input, output) = (FileHandle.standardInput, FileHandle.standardOutput)
        while let head = try input.read(exactly: 4) {
            let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
            guard let request = try input.read(exactly: length) else { break }
            let answer = answer(to: request).encoded
            var writer = WireWriter()
            writer.littleEndian(UInt32(answer.count))
            writer.raw(answer)
            try output.write(contentsOf: Data(writer.bytes))
        }
    }

    /// What the codec makes of a request.
    private static func answer(to bytes: [UInt8]) -> ConformanceResponse {
        do throws(WireError) {
            return answer(to: try ConformanceRequest(decoding: bytes))
        } catch {
            return .runtimeError("the request itself cannot be read: \(error)")
        }
    }

    private static func answer(to request: ConformanceRequest) -> ConformanceResponse {
        // The failures that the runner is to expect: none, which is the empty message.
        if request.messageType == "conformance.FailureSet" { return .protobuf([]) }
        let empty: any WireMessage
        if request.messageType == "protobuf_test_messages.proto3.TestAllTypesProto3" {
            empty = DynamicMessage(of: .named("TestAllTypes"))
        } else if let contract = ContractMessages.types[request.messageType] {
            empty = contract.init()
        } else {
            return .skipped("Parley's codec is for proto3: \(request.messageType)")
        }
        switch request.payload {
        case nil: return .runtimeError("a request without a payload")
        case .other: return .skipped("Parley's codec reads binary protobuf alone")
        case .protobuf(let payload):
            do throws(WireError) {
                let message = try written(empty, afterReading: payload)
                guard request.outputFormat == ConformanceRequest.protobuf else {
                    return .skipped("Parley's codec writes binary protobuf alone")
                }
                return .protobuf(message)
            } catch {
                return .parseError("\(error)")
            }
        }
    }

    private static func written(_ empty: some WireMessage, afterReading payload: [UInt8]) throws(WireError) -> [UInt8] {
        var message = empty
        var reader = WireReader(payload[...])
        try message.merge(from: &reader)
        return message.encoded()
    }
}

extension FileHandle {
    /// Waits for so many bytes.
    ///
    /// - Returns: The bytes; nil if the input ends before.
    fileprivate func read(exactly count: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            guard let more = try read(upToCount: count - bytes.count), !more.isEmpty else { return nil }
            bytes += more
        }
        return bytes
    }
}
