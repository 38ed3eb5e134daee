package import Wire

/// What clients and plugins that speak gRPC exchange with a gateway: the messages of `pbx.proto`, under their names there.
///
/// Bytes hold JSON text unless said otherwise; times are milliseconds since 1970. Numbers of words that this build does
/// not know come through as they are.
package enum Pbx {
    /// One entry of a map from texts to JSON.
    ///
    /// A map is a list of them, in which the last entry of a key counts (Protocol Buffers encoding, "Maps").
    package struct MapEntry: WireMessage {
        /// The name.
        package var key: String
        /// JSON.
        package var value: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates an entry.
        package init(_ key: String, _ value: [UInt8]) {
            self.key = key
            self.value = value
        }

        package init() {
            self.init("", [])
        }

        /// Writes both, also where they are empty, as other implementations do.
        package func encodeFields(to writer: inout WireWriter) {
            writer.strings([key], at: 1)
            if value.isEmpty {
                writer.tag(2, .lengthDelimited)
                writer.varint(0)
            } else {
                writer.bytes(value, at: 2)
            }
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: key = try reader.string(tag)
            case 2: value = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }
}
