import JSON

extension LightSession {
    /// How an account is made.
    enum AccountKind: Sendable, Equatable {
        /// Without a password: costs the server nothing.
        case anonymous
        /// With a login and a password: may make groups.
        case basic
    }

    /// How often something is tried that the server cannot do just now.
    private static let attempts = 5

    /// Connects and logs in, as a new user unless the session is somebody already.
    ///
    /// - Parameters:
    ///   - kind: What account is made.
    ///   - attempt: Counts from 1.
    ///   - done: Hears whether the session is in; the crew's meter knows why not.
    func enter(_ kind: AccountKind = .anonymous, attempt: Int = 1, _ done: @escaping (Bool) -> Void) {
        if isIn { return done(true) }
        open { [self] isOpen in
            guard isOpen else { return again(attempt, or: done) { self.enter(kind, attempt: attempt + 1, done) } }
            hello { answer in
                guard answer.isDone else { return self.refused("hi", answer, attempt, kind, done) }
                self.logIn(kind) { what, answer in
                    guard answer.isDone else { return self.refused(what, answer, attempt, kind, done) }
                    self.isIn = self.user != nil
                    done(self.isIn)
                }
            }
        }
    }

    /// Attaches to a topic; what is published from then on has to arrive.
    ///
    /// - Parameters:
    ///   - topic: The topic; its name is what the session calls it.
    ///   - attempt: Counts from 1.
    ///   - done: Hears whether the session is attached.
    func attach(to topic: AttachedTopic, attempt: Int = 1, _ done: @escaping (Bool) -> Void) {
        let place = topics.firstIndex { $0.name == topic.name }
        if place == nil { topics.append(topic) }
        ask({ #"{"sub":{"id":"\#($0)","topic":"\#(topic.name)","get":{"what":"desc"}}}"# }) { [self] answer in
            if answer.isDone { return done(true) }
            if answer.code > 0 { crew.meter.refuse("sub \(answer.code)") }
            guard Self.mayPass(answer.code), stage == .open else { return done(false) }
            again(attempt, or: done) { self.attach(to: topic, attempt: attempt + 1, done) }
        }
    }

    /// Makes a group or a channel that anybody may join, and attaches to it.
    ///
    /// - Parameters:
    ///   - isChannel: Whether most only read.
    ///   - done: Gets the name, nil when there is none.
    func makeGroup(isChannel: Bool = false, _ done: @escaping (String?) -> Void) {
        let access = isChannel ? #""auth":"JRP","anon":"JRP""# : #""auth":"JRWPS","anon":"JRWPS""#
        let setting = #""set":{"desc":{"defacs":{\#(access)},"public":{"fn":"Load"}}}"#
        ask({ #"{"sub":{"id":"\#($0)","topic":"\#(isChannel ? "nch" : "new")Load\#($0)",\#(setting)}}"# }) { answer in
            guard answer.isDone, let name = answer.control?["topic"]?.string else {
                self.crew.meter.refuse("sub new \(answer.code)")
                return done(nil)
            }
            done(name)
        }
    }

    /// Publishes to a topic that the session is attached to, without hearing itself.
    func publishes(to topic: String, size: Int) {
        let template = PublishTemplate(topic: topic, run: crew.run, size: size, noEcho: true)
        topics.append(AttachedTopic(topic, key: 0, template: template, hearsAll: false))
    }

    /// Deletes the session's account, and what is its own.
    func deleteAccount(_ done: @escaping () -> Void) {
        ask({ #"{"del":{"id":"\#($0)","what":"user","hard":true}}"# }) { [self] answer in
            if answer.isDone { user = nil } else { crew.meter.refuse("del user \(answer.code)") }
            isPresent = false
            close()
            done()
        }
    }

    private func hello(_ done: @escaping (Answer) -> Void) {
        ask({ #"{"hi":{"id":"\#($0)","ver":"0.25","ua":"parley-load/1.0"}}"# }, done)
    }

    private func logIn(_ kind: AccountKind, _ done: @escaping (_ what: String, Answer) -> Void) {
        if let user {
            ask({ #"{"login":{"id":"\#($0)","scheme":"token","secret":"\#(user.token)"}}"# }) { done("login", $0) }
            return
        }
        let identity =
            switch kind {
            case .anonymous: #""scheme":"anonymous""#
            case .basic: #""scheme":"basic","secret":"\#(crew.newSecret())""#
            }
        let access = #""defacs":{"auth":"JRWPAS","anon":"JRWPAS"}"#
        let description = #""login":true,"desc":{\#(access),"public":{"fn":"Load"}}"#
        ask({ #"{"acc":{"id":"\#($0)","user":"new",\#(identity),\#(description)}}"# }) { [self] answer in
            let parameters = answer.control?["params"]?.object
            if answer.isDone, let id = parameters?["user"]?.string, let token = parameters?["token"]?.string {
                user = LoadUser(id: id, token: token)
            }
            done("acc", answer)
        }
    }

    private func refused(
        _ what: String, _ answer: Answer, _ attempt: Int, _ kind: AccountKind, _ done: @escaping (Bool) -> Void
    ) {
        if answer.code > 0 { crew.meter.refuse("\(what) \(answer.code)") }
        close()
        guard Self.mayPass(answer.code) else { return done(false) }
        again(attempt, or: done) { self.enter(kind, attempt: attempt + 1, done) }
    }

    /// Whether trying again can help.
    private static func mayPass(_ code: Int) -> Bool {
        code == 0 || code == 429 || code >= 500
    }

    /// Tries again after a while, or gives up.
    private func again(_ attempt: Int, or done: @escaping (Bool) -> Void, _ retry: @escaping () -> Void) {
        guard attempt < Self.attempts, !crew.isEnding else { return done(false) }
        crew.after(.milliseconds(Int64(50 << attempt)), retry)
    }
}

extension LightSession.Answer {
    /// The payload of the control text.
    var control: JSONObjectView? { RawJSON(trusting: text).object?["ctrl"]?.object }
}
