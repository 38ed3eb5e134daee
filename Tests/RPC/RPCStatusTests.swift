import RPC
import Testing

@Suite struct RPCStatusTests {
    private enum MailError: StatusConvertible {
        case noSuchAddress

        var status: RPCStatus {
            RPCStatus(.notFound, reason: "no_such_address", message: "nobody lives there")
        }
    }

    private struct Secret: Error, CustomStringConvertible {
        let description = "password hunter2"
    }

    @Test("A domain error crosses as it says")
    func convertible() {
        #expect(RPCStatus(MailError.noSuchAddress) == MailError.noSuchAddress.status)
    }

    @Test("A status crosses as it is")
    func status() {
        let status = RPCStatus(.aborted, reason: "a", message: "b", retryAfter: .seconds(2))
        #expect(RPCStatus(status as any Error) == status)
    }

    @Test("A cancellation crosses as cancelled")
    func cancellation() {
        #expect(RPCStatus(CancellationError()) == RPCStatus(.cancelled))
    }

    @Test("Any other error crosses as internal, and gives nothing away")
    func anythingElse() {
        let status = RPCStatus(Secret())
        #expect(status == RPCStatus(.internal, reason: "", message: ""))
        #expect(!status.description.contains("hunter2"))
    }

    @Test(
        "The description names what there is",
        arguments: [
            (RPCStatus(.internal), "internal"),
            (RPCStatus(.notFound, reason: "gone"), "notFound (gone)"),
            (RPCStatus(.notFound, message: "it went"), "notFound: it went"),
            (RPCStatus(.notFound, reason: "gone", message: "it went"), "notFound (gone): it went"),
        ])
    func description(status: RPCStatus, text: String) {
        #expect(status.description == text)
    }
}
