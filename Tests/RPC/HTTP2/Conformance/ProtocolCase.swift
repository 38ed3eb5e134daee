import RPC
import Testing

/// Something that a client may do, and what the server has to do then.
struct ProtocolCase: Sendable, CustomTestStringConvertible {
    /// One thing that is done or waited for.
    enum Step: Sendable {
        case send(RawFrame)
        case sendBytes([UInt8])
        case expect(Expectation)
    }

    /// What must come.
    enum Expectation: Sendable {
        /// A goodbye that says one of these codes.
        case connectionError([UInt32])
        /// The end of a stream with one of these codes, or of the connection.
        case streamError([UInt32])
        /// An answer on a stream, to its end.
        case answer(UInt32)
        /// The begin of an answer on a stream.
        case headers(UInt32)
        /// So many bytes of an answer's body on a stream.
        case data(UInt32, count: Int)
        case settingsAcknowledged
        /// A ping of ours that comes back.
        case pong(String)
        /// The connection goes on, and nothing was wrong.
        case alive
        case closed
    }

    let name: String
    /// Whether the connection is opened properly before the steps.
    var shakesHands = true
    var settings: KeyValuePairs<UInt16, UInt32> = [:]
    let steps: [Step]

    init(_ name: String, shakesHands: Bool = true, settings: KeyValuePairs<UInt16, UInt32> = [:], _ steps: Step...) {
        self.init(name, shakesHands: shakesHands, settings: settings, steps: steps)
    }

    init(_ name: String, shakesHands: Bool = true, settings: KeyValuePairs<UInt16, UInt32> = [:], steps: [Step]) {
        self.name = name
        self.shakesHands = shakesHands
        self.settings = settings
        self.steps = steps
    }

    var testDescription: String { name }

    /// Plays the case against a server.
    func play(against port: Int) async throws {
        let peer = try await RawPeer(port: port)
        if shakesHands { await peer.shakeHands(settings) }
        for step in steps {
            switch step {
            case .send(let frame): await peer.send(frame)
            case .sendBytes(let bytes): await peer.send(bytes)
            case .expect(let expectation):
                if let disappointment = await expectation.disappointment(by: peer) {
                    Issue.record("\(name): \(disappointment), heard \(peer.log)")
                    return
                }
            }
        }
    }
}

extension ProtocolCase.Expectation {
    /// The connection ended without a word.
    static let silentEnd = "the connection ended"

    /// Why what comes is not what is expected; nil when it is.
    func disappointment(by peer: RawPeer) async -> String? {
        // A ping behind what may be answered: once it is back, and another after it, no other answer is to come.
        var fence = isFenced ? await peer.sendFence() : []
        var fences = 0
        while true {
            guard case .frame(let frame) = await peer.next() else { return endIsMeant ? nil : Self.silentEnd }
            if frame.kind == RawFrame.Kind.ping, frame.payload == fence {
                fences += 1
                guard fences == 2 else {
                    fence = await peer.sendFence()
                    continue
                }
                if case .alive = self { return nil }
                return "nothing came"
            }
            switch judge(frame) {
            case .met: return nil
            case .missed(let why): return why
            case .open: continue
            }
        }
    }

    private enum Verdict {
        case met
        case missed(String)
        case open
    }

    private func judge(_ frame: RawFrame) -> Verdict {
        let isGoodbye = frame.kind == RawFrame.Kind.goAway && frame.number(at: 4) != 0
        let isReset = frame.kind == RawFrame.Kind.reset && frame.number(at: 0) != 0
        switch self {
        case .connectionError(let codes):
            guard isGoodbye else { return .open }
            return codes.contains(frame.number(at: 4)) ? .met : .missed("the wrong code \(frame.number(at: 4))")
        case .streamError(let codes):
            guard isGoodbye || isReset else { return .open }
            let code = frame.number(at: isGoodbye ? 4 : 0)
            return codes.contains(code) ? .met : .missed("the wrong code \(code)")
        case .closed:
            return .open
        default:
            if isGoodbye || isReset { return .missed("an error \(frame)") }
            return isWanted(frame) ? .met : .open
        }
    }

    private func isWanted(_ frame: RawFrame) -> Bool {
        let isEnd = frame.flags & RawFrame.Flag.endStream != 0
        let isAnswer = [RawFrame.Kind.headers, RawFrame.Kind.data].contains(frame.kind)
        switch self {
        case .answer(let stream): return isAnswer && isEnd && frame.stream == stream
        case .headers(let stream): return frame.kind == RawFrame.Kind.headers && frame.stream == stream
        case .data(let stream, let count):
            return frame.kind == RawFrame.Kind.data && frame.stream == stream && frame.payload.count == count
        case .settingsAcknowledged:
            return frame.kind == RawFrame.Kind.settings && frame.flags == RawFrame.Flag.acknowledgement
        case .pong(let text):
            return frame.kind == RawFrame.Kind.ping && frame.flags == RawFrame.Flag.acknowledgement
                && frame.payload == Array(text.utf8)
        default: return false
        }
    }

    private var isFenced: Bool {
        switch self {
        case .connectionError, .closed: false
        default: true
        }
    }

    private var endIsMeant: Bool {
        switch self {
        case .streamError, .closed: true
        default: false
        }
    }
}
