import Chat
import JSON
import RPC

/// Why a request is not done, as its client is told.
struct Refusal: Error {
    var code: ReplyCode
    var parameters: [ControlParameter]?

    init(_ code: ReplyCode, _ parameters: [ControlParameter]? = nil) {
        self.code = code
        self.parameters = parameters
    }
}
