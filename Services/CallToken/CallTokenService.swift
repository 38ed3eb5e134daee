package import Contracts
package import RPC

/// What can be set about calls.
package struct CallTokenSettings: Sendable {
    /// Where clients find each other; none turns calls off.
    package var iceServers: [IceServer]
    /// How long a call may ring.
    package var establishmentTimeout: Duration

    /// Creates settings; calls are off by default.
    package init(iceServers: [IceServer] = [], establishmentTimeout: Duration = .seconds(30)) {
        self.iceServers = iceServers
        self.establishmentTimeout = establishmentTimeout
    }
}

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

/// The RPCs of the call-token service.
struct CallTokenHandler: CallTokenRPC {
    let settings: CallTokenSettings

    func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws -> CallConfiguration {
        CallConfiguration(
            iceServers: settings.iceServers,
            establishmentTimeout: settings.establishmentTimeout.components.seconds * 1000)
    }
}
