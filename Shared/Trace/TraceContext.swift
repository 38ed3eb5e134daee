package import ServiceContextModule

/// Which trace a piece of work belongs to, in the words of W3C Trace Context.
package struct TraceContext: Sendable, Hashable {
    /// The name of the header that says which trace it is (§3.2).
    package static let parentHeader = "traceparent"
    /// The name of the header with what the makers of tracers add (§3.3).
    package static let stateHeader = "tracestate"
    /// The longest state that is passed on, in bytes (§3.3.1.5 asks for at least that).
    private static let longestState = 512

    /// The value of `traceparent`: version, trace, span and flags.
    package let parent: String
    /// The value of `tracestate`; nil if there is none, or if it is too long to be passed on.
    package let state: String?

    /// Reads a trace.
    ///
    /// - Parameters:
    ///   - parent: The value of `traceparent`; nil is the result if it is none (§3.2.2).
    ///   - state: The value of `tracestate`, passed on as it is.
    package init?(parent: String, state: String? = nil) {
        guard Self.isValid(Array(parent.utf8)) else { return nil }
        self.parent = parent
        self.state = state.flatMap { $0.isEmpty || $0.utf8.count > Self.longestState ? nil : $0 }
    }

    /// Reads a trace from headers, whatever the case of their names; nil if they name none, or more than one.
    package init?(_ headers: [(String, String)]) {
        let parents = headers.filter { $0.0.lowercased() == Self.parentHeader }
        guard parents.count == 1 else { return nil }
        let states = headers.filter { $0.0.lowercased() == Self.stateHeader }.map(\.1)
        // §3.3.1: several are one list.
        self.init(parent: parents[0].1, state: states.joined(separator: ","))
    }

    /// The headers that name the trace.
    package var headers: [(String, String)] {
        [(Self.parentHeader, parent)] + (state.map { [(Self.stateHeader, $0)] } ?? [])
    }

    /// The id of the trace, 32 hexadecimal digits, for logs.
    package var traceID: Substring { parent.dropFirst(3).prefix(32) }

    private static func isValid(_ text: [UInt8]) -> Bool {
        let dash = UInt8(ascii: "-")
        guard text.count >= 55, text[2] == dash, text[35] == dash, text[52] == dash else { return false }
        let (version, trace, span, flags) = (text[..<2], text[3..<35], text[36..<52], text[53..<55])
        guard [version, trace, span, flags].allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
        guard !trace.allSatisfy({ $0 == UInt8(ascii: "0") }), !span.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return false
        }
        // Later versions may say more behind a dash; version ff will never be.
        if version.elementsEqual("00".utf8) { return text.count == 55 }
        return !version.elementsEqual("ff".utf8) && (text.count == 55 || text[55] == dash)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

private enum TraceContextKey: ServiceContextKey {
    typealias Value = TraceContext
    static let nameOverride: String? = TraceContext.parentHeader
}

extension ServiceContext {
    /// The trace that the work in this context belongs to.
    package var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}
