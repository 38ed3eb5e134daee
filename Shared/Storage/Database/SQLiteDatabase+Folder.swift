package import Logging
package import Metrics

extension SQLiteDatabase {
    /// Opens or makes a service's file in the data folder.
    ///
    /// - Parameters:
    ///   - name: The service's name; the file is called `<name>.sqlite`.
    ///   - folder: The folder, which this process owns.
    ///   - schema: What the file has to look like.
    ///   - settings: How it is worked with.
    ///   - logger: Told when writes begin to fail, and when they succeed again.
    ///   - metrics: Where the counters go; the process's own by default.
    /// - Throws: What is wrong with the file.
    package convenience init(
        _ name: String,
        in folder: DataFolder,
        schema: Schema,
        settings: SQLiteSettings = SQLiteSettings(),
        logger: Logger = Logger(label: "parley.storage"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) throws(DatabaseOpenError) {
        try self.init(
            path: folder.path(of: "\(name).sqlite"),
            schema: schema,
            settings: settings,
            logger: logger,
            metrics: metrics)
    }
}
