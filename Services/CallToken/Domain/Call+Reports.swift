package import Chat
package import Contracts
import JSON

/// A message that replaces a call's first one, to say what became of the call.
package struct CallReport: Sendable, Equatable {
    /// The state, in the words of the protocol.
    package let state: String
    /// Who brought it about; nil for the caller, or nobody.
    package let sender: UserID?
    /// How long the two have talked, milliseconds; nil when they have not.
    package let duration: Int64?
}

extension Call {
    /// The messages that are not on their way yet, in their order.
    package var reports: [CallReport] {
        var reports: [CallReport] = []
        if acceptedAt > 0, !isAcceptanceTold {
            reports.append(CallReport(state: "accepted", sender: callee.user, duration: nil))
        }
        if let ending {
            reports.append(
                CallReport(
                    state: ending.rawValue, sender: endedBy == caller.user ? nil : endedBy,
                    duration: ending == .finished ? max(0, endedAt - acceptedAt) : nil))
        }
        return reports
    }

    /// A report as the message service takes it: by the caller, under a key of its own, so that it is one message
    /// however often it is handed on.
    ///
    /// Clients cannot know the call's number, and so not take the key.
    package func submission(of report: CallReport, now: Int64) -> Submission {
        Submission(
            topic: "\(topic)", sender: caller.user.rawValue, level: AuthLevel.authenticated.rawValue,
            idempotencyKey: "call~\(topic)~\(sequence)~\(report.state)~\(String(id, radix: 36))",
            head: head(of: report).bytes, content: content, submittedAt: now)
    }

    /// The head: what kind of call it is stays, and the call's first message is replaced.
    private func head(of report: CallReport) -> RawJSON {
        let first = RawJSON(trusting: head).object
        return .build(capacity: 160) { writer in
            writer.beginObject()
            writer.field("aonly", ifPresent: first?["aonly"])
            writer.field("mime", ifPresent: first?["mime"])
            writer.field("replace", ":\(sequence)")
            writer.field("sender", ifPresent: report.sender?.description)
            writer.field("webrtc", report.state)
            writer.field("webrtc-duration", ifPresent: report.duration)
            writer.endObject()
        }
    }
}
