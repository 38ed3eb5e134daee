import Testing

@testable import Message

@Suite struct TakenPlacesTests {
    private func parts(_ messages: NewMessage...) throws -> [TopicPart] {
        try #require(TopicPart.parts(of: messages))
    }

    @Test("Only what comes first in a topic, or right after a place that was noted, is beyond doubt")
    func doubt() throws {
        let taken = TakenPlaces()
        #expect(taken.doubtful(try parts(.number(1))).isEmpty)
        #expect(taken.doubtful(try parts(.number(2))).map(\.topic) == ["grpA"])
        taken.note(try parts(.number(1), .number(2)))
        #expect(taken.doubtful(try parts(.number(3), .number(4))).isEmpty)
        #expect(taken.doubtful(try parts(.number(4))).map(\.topic) == ["grpA"])
        #expect(taken.doubtful(try parts(.number(3), .number(3, in: "grpB"))).map(\.topic) == ["grpB"])
    }

    @Test("What was noted for many topics is forgotten, and asked for again")
    func bound() throws {
        let taken = TakenPlaces()
        taken.note(try parts(.number(1)))
        for topic in 0..<TakenPlaces.capacity { taken.note(try parts(.number(1, in: "grp\(topic)"))) }
        #expect(taken.doubtful(try parts(.number(2))).map(\.topic) == ["grpA"])
    }
}
