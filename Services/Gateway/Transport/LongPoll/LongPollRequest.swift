internal import NIOCore
internal import NIOHTTP1

/// What a client that polls wants.
enum LongPollRequest {
    /// How it is asked for.
    static let methods: [HTTPMethod] = [.GET, .POST]

    /// A session.
    case open
    /// To say something.
    case submit(sid: String, ByteBuffer)
    /// To hear what there is.
    case poll(sid: String)
    /// What cannot be: a form is no message.
    case malformed

    /// Reads a request that has come whole.
    init(_ request: EdgeRequest) {
        guard let sid = request.field("sid").map(String.init), !sid.isEmpty else {
            self = .open
            return
        }
        if request.body.readableBytes == 0 {
            self = .poll(sid: sid)
        } else {
            self = request.isForm ? .malformed : .submit(sid: sid, request.body)
        }
    }
}
