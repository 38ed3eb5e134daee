internal import CRDKafka
internal import Foundation
import Synchronization

/// Sends records, and hears on a thread of its own what became of them.
final class KafkaProducer: Sendable {
    private final class End: Sendable {
        let hasCome = Atomic(false)
    }

    let handle: KafkaHandle
    private let end = End()

    init(_ settings: [String: String]) throws(KafkaError) {
        let configuration = try KafkaConfiguration(settings)
        configuration.reportDeliveries()
        let handle = try KafkaHandle(.producer, configuration)
        self.handle = handle
        // The thread must not keep the producer: its end is what ends the thread.
        Thread.detachNewThread { [end] in
            let everything = RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT
            while !end.hasCome.load(ordering: .acquiring) {
                rd_kafka_poll(handle.pointer, 100)
                if Self.fatalError(of: handle) != nil {
                    // Nothing of it can succeed any more; whoever waits need not wait for the time limit. More than
                    // once: a record may have been on its way in when it broke.
                    rd_kafka_purge(handle.pointer, everything)
                }
            }
            rd_kafka_purge(handle.pointer, everything)
            rd_kafka_flush(handle.pointer, 1_000)
        }
    }

    /// Why this producer refuses everything from now on; nil while it works.
    var fatalError: KafkaError? { Self.fatalError(of: handle) }

    private static func fatalError(of handle: KafkaHandle) -> KafkaError? {
        let code = rd_kafka_fatal_error(handle.pointer, nil, 0)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(code)
    }

    deinit {
        end.hasCome.store(true, ordering: .releasing)
    }

    /// Puts a record in the queue; never waits.
    ///
    /// - Parameters:
    ///   - record: What to send.
    ///   - topic: Its topic.
    ///   - partition: Its partition there.
    ///   - delivery: Is told what became of it, unless this throws.
    /// - Throws: What librdkafka refuses the record for: a full queue, or its size.
    func send(
        _ record: LogRecord, to topic: String, partition: Int, delivery: KafkaDelivery
    ) throws(KafkaError) {
        let headers = Self.makeHeaders(record.headers)
        let opaque = Unmanaged.passRetained(delivery)
        let code = record.value.withUnsafeBytes { value in
            withText(record.key) { key in
                topic.withCString { topic in
                    enqueue(
                        [
                            Self.argument(RD_KAFKA_VTYPE_TOPIC) { $0.cstr = topic },
                            Self.argument(RD_KAFKA_VTYPE_PARTITION) { $0.i32 = Int32(partition) },
                            Self.argument(RD_KAFKA_VTYPE_MSGFLAGS) { $0.i = RD_KAFKA_MSG_F_COPY },
                            Self.argument(RD_KAFKA_VTYPE_KEY) { argument in
                                argument.mem.ptr = UnsafeMutableRawPointer(mutating: key.baseAddress)
                                argument.mem.size = key.count
                            },
                            Self.argument(RD_KAFKA_VTYPE_VALUE) { argument in
                                argument.mem.ptr = UnsafeMutableRawPointer(mutating: value.baseAddress)
                                argument.mem.size = value.count
                            },
                            Self.argument(RD_KAFKA_VTYPE_OPAQUE) { $0.ptr = opaque.toOpaque() },
                            Self.argument(RD_KAFKA_VTYPE_HEADERS) { $0.headers = headers },
                        ])
                }
            }
        }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        // What librdkafka refuses stays ours.
        opaque.release()
        if let headers { rd_kafka_headers_destroy(headers) }
        throw KafkaError(code)
    }

    private func withText<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var text = text
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    private func enqueue(_ arguments: [rd_kafka_vu_t]) -> rd_kafka_resp_err_t {
        guard let error = rd_kafka_produceva(handle.pointer, arguments, arguments.count) else {
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
        defer { rd_kafka_error_destroy(error) }
        return rd_kafka_error_code(error)
    }

    private static func argument(
        _ type: rd_kafka_vtype_t, _ fill: (inout rd_kafka_vu_t.__Unnamed_union_u) -> Void
    ) -> rd_kafka_vu_t {
        var argument = rd_kafka_vu_t()
        argument.vtype = type
        fill(&argument.u)
        return argument
    }

    private static func makeHeaders(_ headers: [(String, String)]) -> OpaquePointer? {
        let list = rd_kafka_headers_new(headers.count)
        for (name, value) in headers {
            rd_kafka_header_add(list, name, -1, value, -1)
        }
        return list
    }
}
