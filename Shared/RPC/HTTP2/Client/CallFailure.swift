/// Why a call over a connection failed, and whether it may be made again.
struct CallFailure: Error {
    let status: RPCStatus
    /// Whether the service certainly has not seen the call.
    let isUnprocessed: Bool

    init(_ status: RPCStatus, isUnprocessed: Bool = false) {
        self.status = status
        self.isUnprocessed = isUnprocessed
    }
}
