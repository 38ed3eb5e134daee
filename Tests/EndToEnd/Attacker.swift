import ParleyClient
import RunningParley

/// Somebody who sends nonsense, and looks at every frame that comes back.
///
/// Whose connection the server ends comes again, logs in and attaches as before.
struct Attacker {
    /// What has come back so far.
    struct Replies {
        /// How many `ctrl` there were of each code.
        var codes: [Int64: Int] = [:]
        /// How many connections were ended with each code.
        var goodbyes: [Int: Int] = [:]
        /// What no server may send, and connections that ended as none may.
        var faults: [String] = []
    }

    /// What a server may end a connection with when a client misbehaves (RFC 6455, section 7.4.1).
    private static let goodbyes: Set<Int> = [1000, 1002, 1003, 1007, 1008, 1009]

    /// What has come back, as far as it was looked at.
    private(set) var replies = Replies()
    private let login: String?
    private let topic: String
    private var socket: BareWebSocket
    /// The last frame that was looked at.
    private var last: BareWebSocket.Frame?

    /// Connects, logs in (but for nil, who only says hello) and attaches to the topic.
    init(_ login: String?, topic: String, on server: RunningParley) async throws {
        self.login = login
        self.topic = topic
        socket = try await Self.connect(to: server)
        try await enter()
    }

    /// Sends a frame.
    mutating func send(_ frame: String, to server: RunningParley) async throws {
        do {
            try socket.send(frame)
        } catch is LoopbackConnection.Failure {
            await lookAtTheRest()
            socket = try await Self.connect(to: server)
            try await enter()
        }
    }

    /// Sends what the server ends the connection for, awaits that, and comes again.
    mutating func send(lethal frame: String, to server: RunningParley) async throws {
        try? socket.send(frame)
        await lookAtTheRest()
        socket = try await Self.connect(to: server)
        try await enter()
    }

    /// Asks a last question, and looks at all that comes up to its answer.
    ///
    /// - Returns: The code of the answer; nil when there was none.
    mutating func finish(on server: RunningParley) async throws -> Int64? {
        let question = #"{"get":{"id":"attacker-end","topic":"grpNoSuchTopic","what":"desc"}}"#
        try? socket.send(question)
        if let code = await answer(to: "attacker-end") { return code }
        // The goodbye was on its way when the last frame was sent.
        socket = try await Self.connect(to: server)
        try await enter()
        try socket.send(question)
        return await answer(to: "attacker-end")
    }

    private static func connect(to server: RunningParley) async throws -> BareWebSocket {
        try await BareWebSocket(port: await server.ports[.clients] ?? 0)
    }

    private mutating func enter() async throws {
        var steps = [(id: "attacker-hi", frame: #"{"hi":{"id":"attacker-hi","ver":"0.25"}}"#)]
        if let login {
            let secret = BasicSecret.text(login: login, password: "\(login)123")
            steps += [
                ("attacker-in", #"{"login":{"id":"attacker-in","scheme":"basic","secret":"\#(secret)"}}"#),
                ("attacker-sub", #"{"sub":{"id":"attacker-sub","topic":"\#(topic)"}}"#),
            ]
        }
        for (id, frame) in steps {
            try socket.send(frame)
            let code = await answer(to: id) ?? 0
            if !(200..<400).contains(code) { replies.faults.append("\(login ?? "nobody"): \(id) got \(code)") }
        }
    }

    /// Looks at all that comes up to an answer; nil when the connection ends before.
    private mutating func answer(to id: String) async -> Int64? {
        for await frame in socket.frames {
            if let control = note(frame), control.id == id { return control.code }
            last = frame
        }
        checkEnd()
        return nil
    }

    private mutating func lookAtTheRest() async {
        _ = await answer(to: "attacker-nothing")
    }

    /// A connection ends with a goodbye, and after that nothing else comes.
    private mutating func checkEnd() {
        guard case .close = last else {
            replies.faults.append("\(login ?? "nobody"): cut off without a goodbye")
            return
        }
    }

    private mutating func note(_ frame: BareWebSocket.Frame) -> ServerFrameCheck.Control? {
        switch frame {
        case .text(let text):
            do throws(ServerFrameCheck.Fault) {
                guard let control = try ServerFrameCheck.control(in: text) else { return nil }
                replies.codes[control.code, default: 0] += 1
                return control
            } catch {
                replies.faults.append("\(error.reason): \(error.frame)")
            }
        case .close(let code):
            replies.goodbyes[code ?? 0, default: 0] += 1
            if code.map(Self.goodbyes.contains) != true {
                replies.faults.append("\(login ?? "nobody"): ended with \(code.map(String.init) ?? "no code")")
            }
        }
        return nil
    }
}
