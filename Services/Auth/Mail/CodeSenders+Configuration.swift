package import Logging
package import ServiceHost
package import Settings

extension CodeSenders {
    static let mailServer = Setting(
        "auth.mail.server", default: HostPort?.none, "The mail server that codes are sent through.")
    static let mailSender = Setting("auth.mail.from", default: String?.none, "The address that mail is from.")
    static let name = Setting(
        "auth.mail.name", default: "Parley", "What the installation calls itself in mail and text messages.")
    static let mailProtection = Setting(
        choice: "auth.mail.security", default: MailSettings.Protection.startTLS,
        "What protects the connection to the mail server.")
    static let mailRoots = Setting(
        "auth.mail.roots", default: String?.none,
        "A PEM file of the authorities for the mail server's certificate, if not those of the system.")
    static let mailLogin = Setting("auth.mail.login", default: String?.none, "Whom to log in to the mail server as.")
    static let mailPassword = Setting("auth.mail.password", default: Secret?.none, "The password of that login.")
    static let mailHello = Setting(
        "auth.mail.hello", default: "localhost", "What this machine calls itself towards the mail server.")
    static let textURL = Setting(
        "auth.text.url", default: String?.none, "The gateway for text messages: takes a POST of {to, text}.")
    static let textToken = Setting(
        "auth.text.token", default: Secret?.none, "What the gateway for text messages is shown as a bearer token.")
    static let all: [any SettingDeclaration] = [
        mailServer, mailSender, name, mailProtection, mailRoots, mailLogin, mailPassword, mailHello, textURL, textToken,
    ]

    /// The ways that are configured, and the work that has to be done for them.
    ///
    /// - Parameters:
    ///   - configuration: The settings.
    ///   - isDemo: Whether codes for telephones are logged where there is no gateway.
    ///   - logger: Where problems are told.
    ///   - now: Milliseconds since 1970.
    /// - Returns: The ways, and what has to run for them until cancelled.
    /// - Throws: `SettingsConflict` for settings that do not go together, and for a file that cannot be used.
    package static func configured(
        _ configuration: Configuration, isDemo: Bool = false, logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws(SettingsConflict) -> (sender: CodeSenders, run: @Sendable () async throws -> Void) {
        var ways: [String: any CodeSender] = [:]
        let mail = try mailSender(configuration, logger: logger, now: now)
        ways["email"] = mail
        if let url = configuration[textURL] {
            ways["tel"] = TextMessageSender(
                url: url, token: configuration[textToken], name: configuration[name])
        } else if isDemo {
            ways["tel"] = LoggingCodeSender(logger)
        }
        let run: @Sendable () async throws -> Void = {
            if let mail { return await mail.run() }
            // Nothing to do, but a part that ends would end the whole.
            let (cancellation, continuation) = AsyncStream<Never>.makeStream()
            for await _ in cancellation {}
            continuation.finish()
        }
        return (CodeSenders(ways), run)
    }

    private static func mailSender(
        _ configuration: Configuration, logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws(SettingsConflict) -> MailCodeSender? {
        guard let settings = try mailSettings(configuration) else { return nil }
        do {
            return try MailCodeSender(settings, logger: logger, now: now)
        } catch {
            throw SettingsConflict("auth.mail.roots: \(error)")
        }
    }

    private static func mailSettings(_ configuration: Configuration) throws(SettingsConflict) -> MailSettings? {
        guard let server = configuration[mailServer] else { return nil }
        guard let sender = configuration[mailSender] else {
            throw SettingsConflict("auth.mail.from is needed beside auth.mail.server: the address that mail is from")
        }
        var settings = MailSettings(server: server, sender: sender)
        settings.senderName = configuration[name]
        settings.protection = configuration[mailProtection]
        settings.trustRoots = configuration[mailRoots]
        settings.helloName = configuration[mailHello]
        if let user = configuration[mailLogin] {
            guard let password = configuration[mailPassword] else {
                throw SettingsConflict("auth.mail.password is needed beside auth.mail.login")
            }
            settings.account = (user, password)
        }
        return settings
    }
}
