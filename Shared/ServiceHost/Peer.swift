package import Settings

/// Another service of the suite, as this process finds it.
package struct Peer: Sendable {
    /// Its name, which its certificate bears.
    package let service: String
    /// Where it is: its replicas, or a name that stands for all of them.
    package let setting: Setting<[HostPort]>

    private init(_ service: String, _ key: SettingKey, _ port: Int) {
        self.service = service
        setting = Setting(
            key, default: [HostPort("127.0.0.1", port)],
            "Where the \(service) service is: its replicas, or names that stand for all of them.")
    }

    /// The auth service.
    package static let auth = Peer("auth", "peers.auth", 7002)
    /// The message service.
    package static let message = Peer("message", "peers.message", 7003)
    /// The group service.
    package static let group = Peer("group", "peers.group", 7004)
    /// The call-token service.
    package static let callToken = Peer("call-token", "peers.callToken", 7006)

    /// All that a service may call.
    package static let all = [auth, message, group, callToken]
}
