/// A media type such as `image/png` (RFC 9110, section 8.3.1), without its parameters and in small letters.
struct MediaType: Hashable {
    /// The whole.
    let text: String
    /// What is before the slash.
    let family: Substring

    /// Reads a type, up to any parameters; nil for what is none.
    init?(_ text: some StringProtocol) {
        let bare = String(text).prefix { $0 != ";" }.drop { $0 == " " }
        let end = bare.lastIndex { $0 != " " }.map { bare.index(after: $0) } ?? bare.startIndex
        let type = bare[..<end].lowercased()
        let parts = type.split(separator: "/", omittingEmptySubsequences: false)
        let isToken = type.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, isToken, type.utf8.count <= 100 else {
            return nil
        }
        self.text = type
        family = parts[0]
    }

    /// Whether a client's word for it is taken.
    var isOrdinary: Bool {
        ["application", "audio", "font", "image", "text", "video"].contains(family)
    }

    /// Whether a browser may show it in place: nothing that could have a program in it.
    var isPassive: Bool {
        ["audio", "font", "image", "video"].contains(family) && !text.hasSuffix("xml") && !text.contains("svg")
    }

    /// The `Content-Type` of an answer.
    var header: String {
        family == "text" ? "\(text); charset=utf-8" : text
    }

    /// What the names of such files end with, dot and all; nothing where no ending is known.
    var ending: String {
        Self.endings[text].map { ".\($0)" } ?? ""
    }

    private static let endings = [
        "application/gzip": "gz", "application/json": "json", "application/msword": "doc", "application/ogg": "ogg",
        "application/pdf": "pdf", "application/postscript": "ps", "application/vnd.ms-excel": "xls",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/wasm": "wasm", "application/x-7z-compressed": "7z", "application/x-gzip": "gz",
        "application/x-rar-compressed": "rar", "application/zip": "zip", "audio/aac": "aac", "audio/aiff": "aiff",
        "audio/amr": "amr", "audio/basic": "au", "audio/flac": "flac", "audio/midi": "mid", "audio/mp4": "m4a",
        "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wave": "wav", "audio/webm": "weba", "font/otf": "otf",
        "font/ttf": "ttf", "font/woff": "woff", "font/woff2": "woff2", "image/avif": "avif", "image/bmp": "bmp",
        "image/gif": "gif", "image/heic": "heic", "image/jpeg": "jpg", "image/png": "png",
        "image/svg+xml": "svg", "image/webp": "webp", "image/x-icon": "ico", "text/css": "css", "text/csv": "csv",
        "text/html": "html", "text/plain": "txt", "text/xml": "xml", "video/3gpp": "3gp", "video/avi": "avi",
        "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm",
    ]
}
