import Contracts
import RPC

/// The RPCs of the call-token service.
struct CallTokenHandler: CallTokenRPC {
    let settings: CallTokenSettings

    func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws -> CallConfiguration {
        CallConfiguration(
            iceServers: settings.iceServers,
            establishmentTimeout: Int64(settings.establishmentTimeout / .milliseconds(1)))
    }
}
