package import RPC

/// The call-token service: tells clients what they need to set up calls.
package struct CallTokenService: Sendable {
    private let settings: CallTokenSettings

    /// Puts the service together.
    package init(settings: CallTokenSettings = CallTokenSettings()) {
        self.settings = settings
    }

    /// What the service serves.
    package var rpc: any RPCService { CallTokenHandler(settings: settings) }
}
