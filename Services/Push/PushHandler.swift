import Contracts
import RPC

/// The RPCs of the push service.
struct PushHandler: PushRPC {
    let router: Router

    func getRouterStatus(_ request: RouterStatusRequest, _ context: CallContext) async throws -> RouterStatus {
        router.status
    }
}
