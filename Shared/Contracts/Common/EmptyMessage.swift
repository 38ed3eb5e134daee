package import Wire

/// Empty.
package struct EmptyMessage: WireMessage {
    package var unknownFields = UnknownFields()

    /// Creates the message.
    package init() {}

    package func encodeFields(to writer: inout WireWriter) {}

    package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}
