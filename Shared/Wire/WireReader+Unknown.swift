extension WireReader {
    /// Reads over a field whose tag was just read and keeps it whole.
    @usableFromInline
    mutating func keep(_ tag: WireTag, in unknownFields: inout UnknownFields) throws(WireError) {
        let start = fieldStart
        try skip(tag, depth: depth)
        unknownFields.append(source[start..<position])
    }

    private mutating func skip(_ tag: WireTag, depth: Int) throws(WireError) {
        switch tag.type {
        case .varint: _ = try varint()
        case .fixed64: _ = try littleEndian(UInt64.self)
        case .fixed32: _ = try littleEndian(UInt32.self)
        case .lengthDelimited: _ = try delimited()
        case .startGroup: try skipGroup(tag.number, depth: depth + 1)
        case .endGroup: throw .unbalancedGroup
        }
    }

    private mutating func skipGroup(_ number: Int, depth: Int) throws(WireError) {
        guard depth <= Self.depthLimit else { throw .tooDeep }
        while let tag = try nextTag() {
            if tag.type == .endGroup {
                guard tag.number == number else { throw .unbalancedGroup }
                return
            }
            try skip(tag, depth: depth)
        }
        throw .unbalancedGroup
    }
}
