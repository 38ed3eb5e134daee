import Settings

extension RestSettings {
    static let urlSetting = Setting(
        "auth.rest.url", default: String?.none, "The external authenticator that the scheme rest asks: http(s)://….")
    static let newAccounts = Setting(
        "auth.rest.newAccounts", default: false, "Whether accounts are made for whom only the authenticator knows.")
    static let separateEndpoints = Setting(
        "auth.rest.separateEndpoints", default: false, "Whether each question has an address of its own.")
    static let timeoutSetting = Setting(
        "auth.rest.timeout", default: Duration.seconds(5), in: Duration.milliseconds(100)...Duration.seconds(60),
        "How long the authenticator may take.")
    static let all: [any SettingDeclaration] = [urlSetting, newAccounts, separateEndpoints, timeoutSetting]

    /// What is configured; nil where there is no authenticator.
    init?(_ configuration: Configuration) {
        guard let url = configuration[Self.urlSetting] else { return nil }
        self.init(url: url)
        allowsNewAccounts = configuration[Self.newAccounts]
        usesSeparateEndpoints = configuration[Self.separateEndpoints]
        timeout = configuration[Self.timeoutSetting]
    }
}
