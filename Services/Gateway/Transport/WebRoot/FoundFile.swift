internal import NIOCore

/// A file of the web client, in the form that it is sent in.
struct FoundFile: Sendable {
    /// Where its bytes are.
    enum Content: Sendable {
        case file(OpenFile)
        case bytes(ByteBuffer)
    }

    let content: Content
    let type: ContentType
    /// Changes with the file, and is another one for each form of it.
    let tag: String
    let isGzip: Bool
    /// How long it may be kept without asking.
    let cacheControl: String

    /// Describes a file.
    ///
    /// - Parameters:
    ///   - content: Where its bytes are.
    ///   - name: The file's own name, however it is sent.
    ///   - tag: Changes with the file.
    ///   - isGzip: Whether the bytes are gzip.
    init(_ content: Content, name: String, tag: String, isGzip: Bool) {
        self.content = content
        self.isGzip = isGzip
        self.tag = isGzip ? "\(tag)-gz" : tag
        type = ContentType(of: name)
        // A file that has the hash of its content in its name never changes; of any other the client asks each time,
        // for it would mix the files of two releases otherwise.
        cacheControl = Self.hasHash(name) ? "public, max-age=31536000, immutable" : "no-cache"
    }

    /// Whether a part of the name is eight hexadecimal digits or more, with a digit among them.
    private static func hasHash(_ name: String) -> Bool {
        name.split { $0 == "." || $0 == "-" }.dropFirst().dropLast().contains { part in
            part.count >= 8 && part.allSatisfy { $0.isASCII && $0.isHexDigit } && part.contains(where: \.isNumber)
        }
    }
}
