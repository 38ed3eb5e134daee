/// What a file is, by the end of its name.
struct ContentType: Equatable {
    /// As `Content-Type` says it.
    let text: String
    /// Whether it is worth compressing.
    let isCompressible: Bool

    private static let texts: [String: String] = [
        "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
        "json": "application/json; charset=utf-8", "map": "application/json; charset=utf-8",
        "webmanifest": "application/manifest+json; charset=utf-8", "txt": "text/plain; charset=utf-8",
        "md": "text/markdown; charset=utf-8", "xml": "application/xml; charset=utf-8", "svg": "image/svg+xml",
        "wasm": "application/wasm", "ico": "image/x-icon", "ttf": "font/ttf", "otf": "font/otf",
    ]
    private static let binaries: [String: String] = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "avif": "image/avif", "woff": "font/woff", "woff2": "font/woff2", "mp3": "audio/mpeg", "m4a": "audio/mp4",
        "ogg": "audio/ogg", "wav": "audio/wav", "mp4": "video/mp4", "webm": "video/webm", "pdf": "application/pdf",
        "zip": "application/zip", "gz": "application/gzip",
    ]

    /// Tells from the name of a file.
    init(of name: String) {
        let end = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        text = Self.texts[end] ?? Self.binaries[end] ?? "application/octet-stream"
        isCompressible = Self.texts[end] != nil
    }
}
