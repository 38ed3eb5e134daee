import Contracts
import RPC
import Testing

@Suite struct CallPermissionsTests {
    private static let services = ["gateway", "auth", "message", "group", "push", "call-token", "operator"]

    @Test(
        "Each method has just the callers of the table",
        arguments: [
            (AuthMethods.login.path, ["gateway", "group"]), (AuthMethods.getProfiles.path, ["gateway", "group"]),
            (GroupMethods.authorize.path, ["gateway", "message", "push", "operator"]),
            (MessageMethods.submit.path, ["gateway", "call-token"]), (MessageMethods.history.path, ["gateway"]),
            (MessageMethods.replay.path, ["gateway", "call-token"]),
            (MessageMethods.getStates.path, ["gateway", "call-token"]), (GatewayMethods.deliver.path, ["push"]),
            (GatewayMethods.acknowledge.path, ["message"]), (PushMethods.sendTest.path, ["operator"]),
            (CallTokenMethods.join.path, ["gateway"]), (CallTokenMethods.beginCall.path, ["gateway"]),
            ("/grpc.health.v1.Health/Check", services),
            ("/parley.gateway.v1.Gateway/New", []), ("/parley.audit.v1.Audit/Read", []), ("/", []), ("", []),
        ])
    func callers(path: String, callers: [String]) {
        #expect(Self.services.filter { CallPermissions.admits($0, to: path) } == callers)
    }

    @Test("Who has no name, or one that is not in the table, may call nothing of a service")
    func strangers() {
        for path in [AuthMethods.login.path, GroupMethods.authorize.path, GatewayMethods.deliver.path] {
            #expect(!CallPermissions.admits(nil, to: path))
            #expect(!CallPermissions.admits("stranger", to: path))
        }
        #expect(!CallPermissions.admits(nil, to: "/grpc.health.v1.Health/Check"))
    }
}
