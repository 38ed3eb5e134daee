import Blobs
package import EventLog
package import Logging
import ServiceHost
package import Settings
package import Storage

extension GatewayFiles {
    /// Opens the files of a suite in one process.
    ///
    /// - Parameters:
    ///   - configuration: What is set.
    ///   - store: The records.
    ///   - folder: Where contents are kept unless they are in S3; a function, for it need not be there.
    ///   - log: Tells of what was deleted.
    ///   - logger: Is told what goes wrong.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The files, which serve requests once ``run()`` runs.
    /// - Throws: `SettingsConflict` for settings that do not go together, `StartError` for a folder that cannot be used.
    package static func open(
        _ configuration: Configuration, store: any FileStore, folder: () throws -> DataFolder, log: any EventLog,
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws -> GatewayFiles {
        let blobs: any BlobStore
        if let settings = try s3(configuration) {
            blobs = S3BlobStore(settings)
        } else {
            do {
                blobs = try FolderBlobStore(folder().path(of: "files"))
            } catch let error as BlobError {
                throw StartError("\(error)")
            }
        }
        var limits = FileLimits()
        limits.size = Int64(configuration[FileSettings.size].bytes)
        limits.unused = configuration[FileSettings.unused]
        limits.period = min(limits.period, limits.unused)
        limits.redirects = configuration[FileSettings.redirects]
        limits.addressTime = configuration[FileSettings.addressTime]
        return GatewayFiles(
            store: store, blobs: blobs, limits: limits,
            thumbnails: configuration[FileSettings.thumbnails] ? ThumbnailMaker(blobs: blobs) : nil, log: log,
            logger: logger, now: now)
    }

    private static func s3(_ configuration: Configuration) throws(SettingsConflict) -> S3Settings? {
        guard let endpoint = configuration[FileSettings.endpoint] else { return nil }
        guard let secret = configuration[FileSettings.secretKey]?.reveal() else {
            throw SettingsConflict("gateway.s3.endpoint needs gateway.s3.secretKey beside it")
        }
        guard
            var settings = S3Settings(
                endpoint: endpoint, region: configuration[FileSettings.region],
                bucket: configuration[FileSettings.bucket], accessKey: configuration[FileSettings.accessKey],
                secretKey: secret)
        else { throw SettingsConflict("gateway.s3.endpoint has to be http(s)://HOST[:PORT]") }
        settings.usesPathStyle = configuration[FileSettings.pathStyle]
        return settings
    }
}
