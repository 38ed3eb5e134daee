import JSON
import Logging

extension LogLine {
    /// One JSON object: `time`, `level`, `logger` and `message` first, then the metadata by name.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("time", timestamp: time)
        writer.field("level", level.rawValue)
        writer.field("logger", label)
        writer.field("message", Self.clipped(message))
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            writer.key(naming: Self.reserved.contains(key) ? key + "_" : key)
            writer.value(value)
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static let reserved: Set<String> = ["time", "level", "logger", "message"]
}

extension JSONWriter {
    fileprivate mutating func value(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text):
            string(LogLine.clipped(text))
        case .stringConvertible(let thing):
            string(LogLine.clipped(thing.description))
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .dictionary(let members):
            beginObject()
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                self.key(naming: key)
                self.value(member)
            }
            endObject()
        }
    }
}
