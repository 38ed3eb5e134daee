extension Configuration {
    /// Reads all sources: defaults, then the file, then the environment, then flags, where the later wins.
    ///
    /// Values that a later source overrides are checked all the same, so that no fault lies in wait.
    ///
    /// - Parameters:
    ///   - catalogue: The settings that the process knows.
    ///   - sources: What was said, and where.
    ///   - reader: How files are read.
    /// - Throws: Everything that is wrong: unknown names, bad values, unreadable files.
    package init(
        _ catalogue: SettingCatalogue, sources: SettingSources, reader: SettingFileReader = .disk
    ) throws(ConfigurationFaults) {
        var loading = SettingLoader(catalogue: catalogue, reader: reader)
        if let file = sources.settingsFile { loading.readFile(file) }
        loading.readEnvironment(sources.environment)
        loading.readFlags(sources.flags)
        guard loading.faults.isEmpty else { throw ConfigurationFaults(loading.faults) }
        self.init(entries: loading.entries, catalogue: catalogue)
    }

    /// All settings at their defaults, for tests and for tools without settings of their own.
    package init(defaultsOf catalogue: SettingCatalogue) {
        self.init(entries: [:], catalogue: catalogue)
    }
}
