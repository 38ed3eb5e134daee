/// A setting that another process of the suite has.
package struct ForeignSetting: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Its name in files.
    package let key: SettingKey
    /// Whether it is a secret, which may stand in a file of its own.
    package let isSecret: Bool

    /// Names a setting that is no secret.
    package init(stringLiteral name: String) {
        self.init(SettingKey(name))
    }

    /// Names a setting.
    package init(_ key: SettingKey, isSecret: Bool = false) {
        self.key = key
        self.isSecret = isSecret
    }

    /// A secret.
    package static func secret(_ key: SettingKey) -> ForeignSetting { ForeignSetting(key, isSecret: true) }

    /// What it may be called in a settings file.
    var names: [String] { isSecret ? [key.name, key.name + "File"] : [key.name] }

    /// What it may be called in the environment.
    var environmentNames: [String] {
        isSecret ? [key.environmentName, key.environmentName + "_FILE"] : [key.environmentName]
    }
}
