/// What the users of one crew do all day, at random and at a steady rate.
final class MixedDay {
    /// Messages of a group that one of so many members says to have read.
    private static let groupReaders = 10
    /// The length of a page of history.
    private static let page = 24

    private unowned let crew: Crew
    private let rates: MixedRates

    init(crew: Crew, rates: MixedRates) {
        self.crew = crew
        self.rates = rates
    }

    /// Lets everybody begin; ends with the window, or when the crew is ending.
    func begin(_ window: Range<UInt64>) {
        pace(rates.messages, window) { [self] session, due in
            session.publish(to: place(in: session, groupsOf: 5), due: due)
            session.flush()
        }
        pace(rates.typing, window) { [self] session, _ in
            note(#""what":"kp""#, place(in: session, groupsOf: 5), session)
        }
        pace(rates.history, window) { [self] session, _ in read(place(in: session, groupsOf: 2), session) }
        pace(rates.joins, window) { [self] session, _ in rejoin(session) }
        pace(rates.returns, window) { [self] session, _ in
            session.isPresent = false
            session.close(abruptly: true)
            comeBack(session)
        }
        crew.whenDelivered = { [self] session, topic, number, _ in
            guard topic == 1 || Int.random(in: 0..<Self.groupReaders) == 0 else { return }
            // Sent with whatever else the loop's turn brings.
            session.send(#"{"note":{"topic":"\#(session.topics[topic].name)","what":"read","seq":\#(number)}}"#)
            crew.meter.count(.notesSent)
        }
        crew.whenGone = { [self] session in comeBack(session) }
    }

    private func pace(
        _ perMinute: Double, _ window: Range<UInt64>, _ work: @escaping (LightSession, _ due: UInt64) -> Void
    ) {
        guard perMinute > 0, !crew.sessions.isEmpty else { return }
        let rate = perMinute / 60 * Double(crew.sessions.count)
        let pacer = Pacer(on: crew, window, rate: rate, phase: .random(in: 0..<1)) { [unowned crew] due in
            // Somebody else can do it: how much is done does not depend on how many are there.
            for _ in 0..<8 {
                guard let session = crew.sessions.randomElement(), session.isPresent else { continue }
                return work(session, due)
            }
        }
        crew.pacers.append(pacer)
        pacer.begin()
    }

    /// The pair's conversation, or one time in so many the group's.
    private func place(in session: LightSession, groupsOf chance: Int) -> Int {
        session.topics.count > 2 && !session.topics[2].isAway && Int.random(in: 0..<chance) == 0 ? 2 : 1
    }

    private func note(_ what: String, _ topic: Int, _ session: LightSession) {
        guard topic < session.topics.count else { return }
        session.send(#"{"note":{"topic":"\#(session.topics[topic].name)",\#(what)}}"#)
        session.flush()
        crew.meter.count(.notesSent)
    }

    private func read(_ topic: Int, _ session: LightSession) {
        guard topic < session.topics.count, let head = session.topics[topic].watch.head, head > 0 else { return }
        let (name, asked) = (session.topics[topic].name, MonotonicClock.now)
        let range = #"{"before":\#(head + 1),"limit":\#(Self.page)}"#
        session.topics[topic].historyReads += 1
        session.ask({ #"{"get":{"id":"\#($0)","topic":"\#(name)","what":"data","data":\#(range)}}"# }) {
            [self] answer in
            session.topics[topic].historyReads -= 1
            if answer.isDone {
                crew.meter.time(.history, MonotonicClock.now - asked)
            } else if answer.code > 0 {
                crew.meter.refuse("get \(answer.code)")
            }
        }
    }

    private func rejoin(_ session: LightSession) {
        guard session.topics.count > 2, !session.topics[2].isAway else { return }
        let name = session.topics[2].name
        session.topics[2].isAway = true
        session.ask({ #"{"leave":{"id":"\#($0)","topic":"\#(name)"}}"# }) { [self] answer in
            guard answer.isDone else {
                if answer.code > 0 { crew.meter.refuse("leave \(answer.code)") }
                session.topics[2].isAway = false
                return
            }
            session.topics[2].watch = SequenceWatch()
            let asked = MonotonicClock.now
            session.attach(to: session.topics[2]) { [self] isAttached in
                guard isAttached else { return }
                session.topics[2].isAway = false
                crew.meter.time(.attaching, MonotonicClock.now - asked)
            }
        }
    }

    /// Comes back as a client does: connects, logs in, attaches to everything.
    private func comeBack(_ session: LightSession) {
        let lost = MonotonicClock.now
        crew.after(.milliseconds(.random(in: 50...500))) { [self] in
            guard !crew.isEnding else { return }
            for place in session.topics.indices {
                session.topics[place].watch = SequenceWatch()
                session.topics[place].isAway = false
            }
            session.enter { [self] isIn in
                guard isIn else { return }
                attach(session, from: 0) { [self] in
                    session.isPresent = true
                    crew.meter.time(.returning, MonotonicClock.now - lost)
                }
            }
        }
    }

    private func attach(_ session: LightSession, from place: Int, _ done: @escaping () -> Void) {
        guard place < session.topics.count else { return done() }
        session.attach(to: session.topics[place]) { [self] isAttached in
            if isAttached { attach(session, from: place + 1, done) }
        }
    }
}
