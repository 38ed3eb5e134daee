/// Finds out what bytes are from how they begin, as browsers do (WHATWG, MIME Sniffing Standard): what a client says of
/// them decides nothing that matters.
enum TypeSniffer {
    /// How many bytes are looked at.
    static let length = 512

    static let unknown = "application/octet-stream"

    /// The media type of content.
    ///
    /// - Parameters:
    ///   - head: The first bytes, up to ``length``.
    ///   - claim: What the client says it is: believed only where the bytes tell nothing, and for ordinary types.
    /// - Returns: The type, without parameters.
    static func type(of head: some Collection<UInt8>, claim: String?) -> String {
        let bytes = Array(head.prefix(length))
        let found = markup(bytes) ?? signature(bytes) ?? box(bytes) ?? (isText(bytes) ? "text/plain" : unknown)
        guard found == unknown, let claim = MediaType(claim ?? ""), claim.isOrdinary else { return found }
        return claim.text
    }

    private static let pages = [
        "<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE",
        "<TITLE", "<B", "<BODY", "<BR", "<P", "<!--",
    ].map { Array($0.utf8) }

    /// HTML, XML and SVG, behind any white space.
    private static func markup(_ bytes: [UInt8]) -> String? {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF]]
        let unmarked = marks.contains { bytes.starts(with: $0) } ? bytes.dropFirst(3) : bytes[...]
        let text = unmarked.drop { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
        guard text.first == UInt8(ascii: "<") else { return nil }
        let upper = text.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
        if upper.starts(with: "<?XML".utf8) { return "text/xml" }
        if upper.starts(with: "<SVG".utf8) { return "image/svg+xml" }
        let isPage = pages.contains { tag in
            guard upper.starts(with: tag) else { return false }
            if tag.last == UInt8(ascii: "-") { return true }
            return upper.count > tag.count && [UInt8(ascii: " "), UInt8(ascii: ">")].contains(upper[tag.count])
        }
        return isPage ? "text/html" : nil
    }

    private static let signatures: [(offset: Int, bytes: [UInt8], type: String)] = [
        (0, Array("%PDF-".utf8), "application/pdf"), (0, Array("%!PS-Adobe-".utf8), "application/postscript"),
        (0, [0xFE, 0xFF, 0, 0], unknown), (0, [0xFE, 0xFF], "text/plain"), (0, [0xFF, 0xFE], "text/plain"),
        (0, Array("GIF87a".utf8), "image/gif"), (0, Array("GIF89a".utf8), "image/gif"),
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"), (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [0, 0, 1, 0], "image/x-icon"), (0, Array("BM".utf8), "image/bmp"),
        (8, Array("WEBPVP".utf8), "image/webp"), (8, Array("AVI ".utf8), "video/avi"),
        (8, Array("WAVE".utf8), "audio/wave"), (8, Array("AIFF".utf8), "audio/aiff"),
        (0, Array("ID3".utf8), "audio/mpeg"), (0, [0xFF, 0xFB], "audio/mpeg"), (0, [0xFF, 0xF3], "audio/mpeg"),
        (0, [0xFF, 0xF1], "audio/aac"), (0, [0xFF, 0xF9], "audio/aac"),
        (0, Array("OggS\0".utf8), "application/ogg"), (0, Array("fLaC".utf8), "audio/flac"),
        (0, Array("MThd\0\0\0\u{6}".utf8), "audio/midi"), (0, Array(".snd".utf8), "audio/basic"),
        (0, Array("#!AMR".utf8), "audio/amr"), (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        (0, Array("wOFF".utf8), "font/woff"), (0, Array("wOF2".utf8), "font/woff2"),
        (0, Array("OTTO".utf8), "font/otf"), (0, Array("ttcf".utf8), "font/collection"),
        (0, [0, 1, 0, 0, 0], "font/ttf"), (0, [0x1F, 0x8B, 0x08], "application/x-gzip"),
        (0, [0x50, 0x4B, 3, 4], "application/zip"), (0, Array("Rar!\u{1A}\u{7}".utf8), "application/x-rar-compressed"),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        (0, [0, 0x61, 0x73, 0x6D], "application/wasm"),
    ]

    private static func signature(_ bytes: [UInt8]) -> String? {
        signatures.first { bytes.dropFirst($0.offset).starts(with: $0.bytes) }?.type
    }

    /// Pictures, sound and films in boxes (ISO 14496-12): the first one says which.
    private static func box(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        switch String(decoding: bytes[8..<12], as: UTF8.self) {
        case "avif", "avis": return "image/avif"
        case "heic", "heix", "mif1", "msf1": return "image/heic"
        case "M4A ", "M4B ": return "audio/mp4"
        case "qt  ": return "video/quicktime"
        case let brand where brand.hasPrefix("3g"): return "video/3gpp"
        default: return "video/mp4"
        }
    }

    /// Whether there is no byte that no text has.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { byte in
            switch byte {
            case 0x00...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: false
            default: true
            }
        }
    }
}
