package import Wire

/// The request of `Submit`.
package struct SubmitRequest: WireMessage {
    /// The messages, in order.
    ///
    /// Up to 1024.
    package var submissions: [Submission]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        submissions: [Submission] = []
    ) {
        self.submissions = submissions
    }

    package init() {
        self.init(submissions: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(submissions, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: submissions.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `Submit`.
package struct SubmitReply: WireMessage {
    /// One outcome a submission.
    ///
    /// One a submission, in order.
    package var outcomes: [SubmitOutcome]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        outcomes: [SubmitOutcome] = []
    ) {
        self.outcomes = outcomes
    }

    package init() {
        self.init(outcomes: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(outcomes, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: outcomes.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// Submit outcome.
package struct SubmitOutcome: WireMessage {
    /// A gRPC status code; 0 is success.
    ///
    /// GRPC status code, 0 accepted.
    package var code: Int32
    /// A stable word that tells failures of one code apart.
    package var reason: String
    /// How long to wait before trying again, in milliseconds.
    ///
    /// Milliseconds.
    package var retryAfter: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        code: Int32 = 0,
        reason: String = "",
        retryAfter: Int64 = 0
    ) {
        self.code = code
        self.reason = reason
        self.retryAfter = retryAfter
    }

    package init() {
        self.init(code: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int32(code, at: 1)
        writer.string(reason, at: 2)
        writer.int64(retryAfter, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: code = try reader.int32(tag)
        case 2: reason = try reader.string(tag)
        case 3: retryAfter = try reader.int64(tag)
        default: return false
        }
        return true
    }
}
