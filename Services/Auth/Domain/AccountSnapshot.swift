import Chat
package import Contracts

/// An account with its login while it is being changed: what differs afterwards is written, with the events noted.
package struct AccountSnapshot: Sendable {
    package var account: AccountRecord
    /// Nil for an account without password.
    package var login: LoginRecord?
    /// What others are to be told, in order.
    package private(set) var events: [Event] = []

    /// Creates a snapshot.
    package init(account: AccountRecord, login: LoginRecord?) {
        self.account = account
        self.login = login
    }

    /// Notes that something of the account changed.
    package mutating func note(_ change: AccountChanged, by actor: Actor?, at now: Int64) {
        var event = event(by: actor, at: now)
        event.accountChanged = change
        events.append(event)
    }

    /// Notes that the account was suspended or deleted.
    package mutating func note(_ closure: AccountClosed, by actor: Actor?, at now: Int64) {
        var event = event(by: actor, at: now)
        event.accountClosed = closure
        events.append(event)
    }

    private func event(by actor: Actor?, at now: Int64) -> Event {
        Event(
            id: "\(account.user)-\(now)-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))", at: now,
            actor: actor?.user.rawValue ?? 0, originSession: actor?.session ?? "", topic: "\(account.user)")
    }
}
