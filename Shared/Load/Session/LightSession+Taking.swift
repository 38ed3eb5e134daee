extension LightSession {
    /// Takes in one text of the server.
    @inline(__always)
    func take(_ text: ServerText, at now: UInt64) {
        if let (kind, start) = text.plainPayload { return take(kind, text, at: start, now) }
        var isKnown = false
        let isWhole = text.payload { kind, start in
            isKnown = true
            take(kind, text, at: start, now)
        }
        if !isWhole || !isKnown { crew.meter.count(.malformed) }
    }

    @inline(__always)
    private func take(_ kind: ServerText.Kind, _ text: ServerText, at start: Int, _ now: UInt64) {
        switch kind {
        case .data: takeData(text, at: start, now)
        case .ctrl: takeControl(text, at: start, now)
        case .meta: takeMeta(text, at: start)
        case .pres, .info: crew.meter.count(.notesReceived)
        }
    }

    @inline(__always)
    private func takeData(_ text: ServerText, at start: Int, _ now: UInt64) {
        var topic: Int?
        var number: Int64?
        var stamp: (run: UInt64, due: UInt64)?
        _ = text.eachMember(at: start) { key, value in
            if text.holds(key, "topic") {
                topic = place(of: text, value)
            } else if text.holds(key, "seq") {
                number = text.number(value)
            } else if text.holds(key, "content") {
                stamp = Stamp.read(text, value)
            }
            return topic == nil || number == nil || stamp == nil
        }
        guard let number else {
            crew.meter.count(.malformed)
            return
        }
        guard let topic else {
            crew.meter.count(.stray)
            return
        }
        arrive(at: topic, number, stamp, now)
    }

    @inline(__always)
    private func arrive(at topic: Int, _ number: Int64, _ stamp: (run: UInt64, due: UInt64)?, _ now: UInt64) {
        if topics[topic].historyReads > 0, let head = topics[topic].watch.head, number <= head {
            crew.meter.count(.read)
            return
        }
        switch topics[topic].watch.take(number) {
        case .next, .ahead: break
        case .late: crew.meter.count(.reordered)
        case .duplicate:
            crew.meter.count(.duplicated)
            return
        }
        guard let stamp, stamp.run == crew.run else {
            crew.meter.count(.stray)
            return
        }
        guard topics[topic].hearsAll else {
            crew.meter.count(.echoed)
            return
        }
        crew.meter.deliver(due: stamp.due, at: now)
        crew.rounds?.note(number, due: stamp.due, at: now)
        crew.whenDelivered?(self, topic, number, now)
    }

    private func takeControl(_ text: ServerText, at start: Int, _ now: UInt64) {
        var code = 0
        var id: Range<Int>?
        var topic: Int?
        var parameters: Int?
        let isWhole = text.eachMember(at: start) { key, value in
            if text.holds(key, "code") {
                code = Int(text.number(value) ?? 0)
            } else if text.holds(key, "id") {
                id = text.inside(value)
            } else if text.holds(key, "topic") {
                topic = place(of: text, value)
            } else if text.holds(key, "params") {
                parameters = value.lowerBound
            }
            return true
        }
        guard isWhole, code > 0 else {
            crew.meter.count(.malformed)
            return
        }
        guard let id else {
            // Nobody asked: 205 when the session is put out, or a refusal of something that has no id.
            crew.meter.refuse("told \(code)")
            return
        }
        if let due = Stamp.due(text, id: id) {
            settle(topic ?? 0, due: due, code: code, number: parameters.flatMap { number(in: text, at: $0) }, now)
        } else if let request = text.number(id.lowerBound + 1..<id.upperBound),
            let answer = claim(Int(request))
        {
            answer(Answer(code: code, text: Array(text.bytes)))
        }
    }

    private func settle(_ topic: Int, due: UInt64, code: Int, number: Int64?, _ now: UInt64) {
        guard unanswered > 0 else {
            crew.meter.count(.malformed)
            return
        }
        unanswered -= 1
        if code == 202, let number {
            crew.meter.acknowledge(due: due, at: now)
            if topic < topics.count {
                if number <= topics[topic].acknowledged { crew.meter.count(.reordered) }
                topics[topic].acknowledged = max(topics[topic].acknowledged, number)
            }
        } else {
            crew.meter.count(.refused)
            crew.meter.refuse("pub \(code)")
        }
        crew.whenSettled?(self, topic, code, now)
    }

    /// The number that the server gave a message.
    private func number(in text: ServerText, at start: Int) -> Int64? {
        var number: Int64?
        _ = text.eachMember(at: start) { key, value in
            guard text.holds(key, "seq") else { return true }
            number = text.number(value)
            return false
        }
        return number
    }

    /// A description tells where the topic's numbers stood when the session attached.
    private func takeMeta(_ text: ServerText, at start: Int) {
        var topic: Int?
        var description: Int?
        _ = text.eachMember(at: start) { key, value in
            if text.holds(key, "topic") {
                topic = place(of: text, value)
            } else if text.holds(key, "desc") {
                description = value.lowerBound
            }
            return true
        }
        guard let topic, let description else { return }
        topics[topic].watch.begin(after: number(in: text, at: description) ?? 0)
    }

    /// Which of the session's topics a value names.
    @inline(__always)
    private func place(of text: ServerText, _ value: Range<Int>) -> Int? {
        guard let name = text.inside(value) else { return nil }
        for index in topics.indices where text.holds(name, topics[index].bytes) { return index }
        return nil
    }
}
