import Foundation

/// A path in a new folder, which is gone with this value.
final class TemporaryPath: Sendable {
    /// The folder.
    let folder: URL
    /// A path in it where nothing is.
    var path: String { folder.appending(path: "file").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parley-load-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
