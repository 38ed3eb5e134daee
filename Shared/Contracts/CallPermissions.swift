import RPC

/// Who may call what, by the names in the callers' certificates.
///
/// | service | callers |
/// |---|---|
/// | `parley.auth.v1.Auth` | gateway, group |
/// | `parley.group.v1.Group` | gateway, message, push, operator |
/// | `parley.message.v1.Message` | gateway |
/// | `parley.message.v1.Message` `Submit`, `Replay`, `GetStates` | gateway, call-token |
/// | `parley.gateway.v1.Gateway` `Deliver` | push |
/// | `parley.gateway.v1.Gateway` `Acknowledge` | message |
/// | `parley.push.v1.Push` | operator |
/// | `parley.calltoken.v1.CallToken` | gateway |
/// | gRPC's health and reflection | whoever has a certificate of the suite |
///
/// What is not in it nobody may call, and who has no name may call nothing. Without TLS nobody is known, and nothing is
/// refused.
package enum CallPermissions {
    private static let services: [String: Set<String>] = [
        "parley.auth.v1.Auth": ["gateway", "group"],
        "parley.group.v1.Group": ["gateway", "message", "push", "operator"],
        "parley.message.v1.Message": ["gateway"],
        "parley.push.v1.Push": ["operator"],
        "parley.calltoken.v1.CallToken": ["gateway"],
    ]

    /// Methods that have callers of their own.
    private static let methods: [String: Set<String>] = [
        GatewayMethods.deliver.path: ["push"],
        GatewayMethods.acknowledge.path: ["message"],
        MessageMethods.submit.path: ["gateway", "call-token"],
        MessageMethods.replay.path: ["gateway", "call-token"],
        MessageMethods.getStates.path: ["gateway", "call-token"],
    ]

    /// Services that every service may ask.
    private static let open: Set<String> = [
        "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
    ]

    /// Whether a caller may make a call.
    ///
    /// - Parameters:
    ///   - caller: The service that the certificate names; nil for none.
    ///   - path: The method, such as `/parley.auth.v1.Auth/Login`.
    /// - Returns: False for whatever is not in the table.
    package static func admits(_ caller: String?, to path: String) -> Bool {
        guard let caller else { return false }
        if let callers = methods[path] { return callers.contains(caller) }
        let service = String(path.dropFirst().prefix { $0 != "/" })
        return open.contains(service) || services[service]?.contains(caller) ?? false
    }
}
