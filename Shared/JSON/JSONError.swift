/// Why bytes were refused as JSON, or a value as what was asked for, and where.
///
/// The fault is always the sender's. Neither the error nor its description carries any of the offending bytes.
package struct JSONError: Error, Equatable {
    /// The kind of fault.
    package enum Reason: Sendable, Equatable {
        /// The bytes ended inside a value.
        case unexpectedEnd
        /// A byte that cannot stand where it stands.
        case unexpectedByte
        /// Bytes other than whitespace after the value.
        case trailingBytes
        /// A number that breaks the grammar, such as `01` or `1.`.
        case invalidNumber
        /// A backslash followed by something that is not an escape.
        case invalidEscape
        /// A `\u` escape naming half a surrogate pair.
        case loneSurrogate
        /// A raw byte below 0x20 inside a string.
        case controlCharacter
        /// Bytes inside a string that are not UTF-8.
        case invalidUTF8
        /// More containers inside one another than the scanner's limit.
        case tooDeep
        /// A well-formed value of another kind than the one asked for.
        case typeMismatch(expected: JSONKind)
        /// A number that is not integral, or does not fit in the type asked for.
        case numberOutOfRange
        /// A value of the right kind that its reader refuses; the text says what was wanted and is fixed in the code.
        case unacceptable(String)
    }

    /// The kind of fault.
    package let reason: Reason
    /// How many bytes precede the fault; for an unsuitable value, where that value begins.
    package let offset: Int

    /// Creates an error at a byte offset.
    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        "\(reason) at byte \(offset)"
    }
}
