import ServiceContextModule
import Testing
import Trace

@Suite("A trace context (W3C Trace Context)")
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let good = "00-\(trace)-00f067aa0ba902b7-01"

    @Test(
        "is read from what the standard calls valid",
        arguments: [good, "00-\(trace)-00f067aa0ba902b7-00", "cc-\(trace)-00f067aa0ba902b7-01-and-more"])
    func valid(_ parent: String) throws {
        let context = try #require(TraceContext(parent: parent))
        #expect(context.parent == parent)
        #expect(context.traceID == Self.trace)
    }

    @Test(
        "is not read from anything else",
        arguments: [
            "", "00", "\(good)-more", "\(good)0", String(good.dropLast()), good.uppercased(),
            "ff-\(trace)-00f067aa0ba902b7-01", "cc-\(trace)-00f067aa0ba902b7-01more",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01",
            "00_\(trace)-00f067aa0ba902b7-01", "0x-\(trace)-00f067aa0ba902b7-01",
        ])
    func invalid(_ parent: String) {
        #expect(TraceContext(parent: parent) == nil)
    }

    @Test("comes back from its headers, whatever the case of their names")
    func headers() throws {
        let context = try #require(TraceContext(parent: Self.good, state: "a=1"))
        #expect(context.headers.map(\.0) == ["traceparent", "tracestate"])
        #expect(TraceContext(context.headers) == context)
        #expect(TraceContext([("TraceParent", Self.good), ("TRACESTATE", "a=1")]) == context)
    }

    @Test("is not read where two parents are named, and several states are one")
    func repeated() {
        #expect(TraceContext([("traceparent", Self.good), ("traceparent", Self.good)]) == nil)
        #expect(TraceContext([]) == nil)
        let states = [("traceparent", Self.good), ("tracestate", "a=1"), ("tracestate", "b=2")]
        #expect(TraceContext(states)?.state == "a=1,b=2")
    }

    @Test("goes on without a state that is too long")
    func longState() {
        #expect(TraceContext(parent: Self.good, state: String(repeating: "a", count: 513))?.state == nil)
        #expect(TraceContext(parent: Self.good, state: String(repeating: "a", count: 512))?.state != nil)
        #expect(TraceContext(parent: Self.good, state: "")?.headers.count == 1)
    }

    @Test("is the context's own")
    func serviceContext() {
        var context = ServiceContext.topLevel
        #expect(context.trace == nil)
        context.trace = TraceContext(parent: Self.good)
        #expect(context.trace?.parent == Self.good)
    }
}
