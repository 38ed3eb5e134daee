import JSON

extension PresenceMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 160)
        writer.beginObject()
        writer.object("pres") { writer in
            writer.field("topic", topic)
            writer.field("src", ifSaid: source)
            writer.field("what", what)
            writer.field("ua", ifSaid: userAgent)
            writer.field("seq", ifPresent: sequence)
            writer.field("clear", ifPresent: clear)
            writer.field("mrrid", ifPresent: reactionID)
            writer.field("val", ifPresent: value)
            if !deleted.isEmpty { writer.field("delseq", deleted) }
            writer.field("tgt", ifSaid: target)
            writer.field("act", ifSaid: actor)
            if let access {
                writer.object("dacs") { writer in
                    writer.field("want", ifSaid: access.want)
                    writer.field("given", ifSaid: access.given)
                }
            }
        }
        writer.endObject()
        return writer.bytes
    }
}

extension InfoMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.object("info") { writer in
            writer.field("topic", topic)
            writer.field("src", ifSaid: source)
            writer.field("from", ifSaid: from)
            writer.field("what", what)
            writer.field("seq", ifPresent: sequence)
            writer.field("event", ifSaid: event)
            writer.field("payload", ifPresent: payload)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes ranges of sequences; `hi` only where a range says it.
    mutating func field(_ key: StaticString, _ ranges: [SequenceRangePart]) {
        array(key) { writer in
            for range in ranges {
                writer.beginObject()
                writer.field("low", range.low)
                writer.field("hi", ifPresent: range.high)
                writer.endObject()
            }
        }
    }
}
