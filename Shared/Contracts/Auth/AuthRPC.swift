package import RPC

/// The methods of `parley.auth.v1.Auth`.
package enum AuthMethods {
    private static let service = "parley.auth.v1.Auth"

    /// `CreateAccount`.
    package static let createAccount = RPCMethod<CreateAccountRequest, Authentication>(
        service: service, name: "CreateAccount", isIdempotent: false)
    /// `Login`.
    package static let login = RPCMethod<LoginRequest, Authentication>(
        service: service, name: "Login", isIdempotent: false)
    /// `ChangeSecret`.
    package static let changeSecret = RPCMethod<ChangeSecretRequest, EmptyMessage>(
        service: service, name: "ChangeSecret", isIdempotent: false)
    /// `SetAccountState`.
    package static let setAccountState = RPCMethod<SetAccountStateRequest, AccountChangedReply>(
        service: service, name: "SetAccountState", isIdempotent: false)
    /// `DeleteAccount`.
    package static let deleteAccount = RPCMethod<DeleteAccountRequest, EmptyMessage>(
        service: service, name: "DeleteAccount", isIdempotent: false)
    /// `GetAccount`.
    package static let getAccount = RPCMethod<GetAccountRequest, Account>(
        service: service, name: "GetAccount", isIdempotent: true)
    /// `UpdateAccount`.
    package static let updateAccount = RPCMethod<UpdateAccountRequest, AccountChangedReply>(
        service: service, name: "UpdateAccount", isIdempotent: false)
    /// `GetProfiles`.
    package static let getProfiles = RPCMethod<GetProfilesRequest, GetProfilesReply>(
        service: service, name: "GetProfiles", isIdempotent: true)
    /// `SetTags`.
    package static let setTags = RPCMethod<AccountTagsRequest, AccountTagsReply>(
        service: service, name: "SetTags", isIdempotent: false)
    /// `SetCredential`.
    package static let setCredential = RPCMethod<SetCredentialRequest, AccountChangedReply>(
        service: service, name: "SetCredential", isIdempotent: false)
    /// `DeleteCredential`.
    package static let deleteCredential = RPCMethod<DeleteCredentialRequest, EmptyMessage>(
        service: service, name: "DeleteCredential", isIdempotent: false)
    /// `SetDevice`.
    package static let setDevice = RPCMethod<SetDeviceRequest, EmptyMessage>(
        service: service, name: "SetDevice", isIdempotent: false)
    /// `Find`.
    package static let find = RPCMethod<FindAccountsRequest, FindAccountsReply>(
        service: service, name: "Find", isIdempotent: true)
    /// `ResetSecret`.
    package static let resetSecret = RPCMethod<ResetSecretRequest, EmptyMessage>(
        service: service, name: "ResetSecret", isIdempotent: false)
    /// `ClaimAlias`.
    package static let claimAlias = RPCMethod<ClaimAliasRequest, EmptyMessage>(
        service: service, name: "ClaimAlias", isIdempotent: true)
    /// `SettleAliases`.
    package static let settleAliases = RPCMethod<SettleAliasesRequest, SettleAliasesReply>(
        service: service, name: "SettleAliases", isIdempotent: true)
}

/// The service side: accounts, credentials, tokens, devices and profiles.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol AuthRPC: RPCService {
    /// `CreateAccount` of the service.
    func createAccount(_ request: CreateAccountRequest, _ context: CallContext) async throws -> Authentication
    /// `Login` of the service.
    func login(_ request: LoginRequest, _ context: CallContext) async throws -> Authentication
    /// Replaces the secret of an authentication scheme, for the actor or, as root, for another.
    func changeSecret(_ request: ChangeSecretRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `SetAccountState` of the service.
    func setAccountState(_ request: SetAccountStateRequest, _ context: CallContext) async throws -> AccountChangedReply
    /// `DeleteAccount` of the service.
    func deleteAccount(_ request: DeleteAccountRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `GetAccount` of the service.
    func getAccount(_ request: GetAccountRequest, _ context: CallContext) async throws -> Account
    /// `UpdateAccount` of the service.
    func updateAccount(_ request: UpdateAccountRequest, _ context: CallContext) async throws -> AccountChangedReply
    /// `GetProfiles` of the service.
    func getProfiles(_ request: GetProfilesRequest, _ context: CallContext) async throws -> GetProfilesReply
    /// `SetTags` of the service.
    func setTags(_ request: AccountTagsRequest, _ context: CallContext) async throws -> AccountTagsReply
    /// `SetCredential` of the service.
    func setCredential(_ request: SetCredentialRequest, _ context: CallContext) async throws -> AccountChangedReply
    /// `DeleteCredential` of the service.
    func deleteCredential(_ request: DeleteCredentialRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `SetDevice` of the service.
    func setDevice(_ request: SetDeviceRequest, _ context: CallContext) async throws -> EmptyMessage
    /// Search by tags; `permissionDenied` for masked tags that the actor does not have.
    func find(_ request: FindAccountsRequest, _ context: CallContext) async throws -> FindAccountsReply
    /// Sends a code to an address that somebody has proved; the answer is the same when nobody has.
    func resetSecret(_ request: ResetSecretRequest, _ context: CallContext) async throws -> EmptyMessage
    /// Takes an alias for a topic, for an hour unless it is settled; `malformed` when it is another's.
    func claimAlias(_ request: ClaimAliasRequest, _ context: CallContext) async throws -> EmptyMessage
    /// Makes these the aliases of a topic, and sets its others free.
    func settleAliases(_ request: SettleAliasesRequest, _ context: CallContext) async throws -> SettleAliasesReply
}

extension AuthRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(AuthMethods.createAccount) { try await createAccount($0, $1) }
        router.unary(AuthMethods.login) { try await login($0, $1) }
        router.unary(AuthMethods.changeSecret) { try await changeSecret($0, $1) }
        router.unary(AuthMethods.setAccountState) { try await setAccountState($0, $1) }
        router.unary(AuthMethods.deleteAccount) { try await deleteAccount($0, $1) }
        router.unary(AuthMethods.getAccount) { try await getAccount($0, $1) }
        router.unary(AuthMethods.updateAccount) { try await updateAccount($0, $1) }
        router.unary(AuthMethods.getProfiles) { try await getProfiles($0, $1) }
        router.unary(AuthMethods.setTags) { try await setTags($0, $1) }
        router.unary(AuthMethods.setCredential) { try await setCredential($0, $1) }
        router.unary(AuthMethods.deleteCredential) { try await deleteCredential($0, $1) }
        router.unary(AuthMethods.setDevice) { try await setDevice($0, $1) }
        router.unary(AuthMethods.find) { try await find($0, $1) }
        router.unary(AuthMethods.resetSecret) { try await resetSecret($0, $1) }
        router.unary(AuthMethods.claimAlias) { try await claimAlias($0, $1) }
        router.unary(AuthMethods.settleAliases) { try await settleAliases($0, $1) }
    }

    package func createAccount(_ request: CreateAccountRequest, _ context: CallContext) async throws -> Authentication {
        throw RPCStatus.notImplemented("Auth.CreateAccount")
    }
    package func login(_ request: LoginRequest, _ context: CallContext) async throws -> Authentication {
        throw RPCStatus.notImplemented("Auth.Login")
    }
    package func changeSecret(_ request: ChangeSecretRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Auth.ChangeSecret")
    }
    package func setAccountState(_ request: SetAccountStateRequest, _ context: CallContext) async throws
        -> AccountChangedReply
    {
        throw RPCStatus.notImplemented("Auth.SetAccountState")
    }
    package func deleteAccount(_ request: DeleteAccountRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Auth.DeleteAccount")
    }
    package func getAccount(_ request: GetAccountRequest, _ context: CallContext) async throws -> Account {
        throw RPCStatus.notImplemented("Auth.GetAccount")
    }
    package func updateAccount(_ request: UpdateAccountRequest, _ context: CallContext) async throws
        -> AccountChangedReply
    {
        throw RPCStatus.notImplemented("Auth.UpdateAccount")
    }
    package func getProfiles(_ request: GetProfilesRequest, _ context: CallContext) async throws -> GetProfilesReply {
        throw RPCStatus.notImplemented("Auth.GetProfiles")
    }
    package func setTags(_ request: AccountTagsRequest, _ context: CallContext) async throws -> AccountTagsReply {
        throw RPCStatus.notImplemented("Auth.SetTags")
    }
    package func setCredential(_ request: SetCredentialRequest, _ context: CallContext) async throws
        -> AccountChangedReply
    {
        throw RPCStatus.notImplemented("Auth.SetCredential")
    }
    package func deleteCredential(_ request: DeleteCredentialRequest, _ context: CallContext) async throws
        -> EmptyMessage
    {
        throw RPCStatus.notImplemented("Auth.DeleteCredential")
    }
    package func setDevice(_ request: SetDeviceRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Auth.SetDevice")
    }
    package func find(_ request: FindAccountsRequest, _ context: CallContext) async throws -> FindAccountsReply {
        throw RPCStatus.notImplemented("Auth.Find")
    }
    package func resetSecret(_ request: ResetSecretRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Auth.ResetSecret")
    }
    package func claimAlias(_ request: ClaimAliasRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Auth.ClaimAlias")
    }
    package func settleAliases(_ request: SettleAliasesRequest, _ context: CallContext) async throws
        -> SettleAliasesReply
    {
        throw RPCStatus.notImplemented("Auth.SettleAliases")
    }
}

/// The client side: accounts, credentials, tokens, devices and profiles.
package struct AuthStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `CreateAccount`: see ``AuthRPC/createAccount(_:_:)``.
    package func createAccount(
        _ request: CreateAccountRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> Authentication {
        try await client.call(AuthMethods.createAccount, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Login`: see ``AuthRPC/login(_:_:)``.
    package func login(
        _ request: LoginRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> Authentication {
        try await client.call(AuthMethods.login, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `ChangeSecret`: see ``AuthRPC/changeSecret(_:_:)``.
    package func changeSecret(
        _ request: ChangeSecretRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.changeSecret, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetAccountState`: see ``AuthRPC/setAccountState(_:_:)``.
    package func setAccountState(
        _ request: SetAccountStateRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AccountChangedReply {
        try await client.call(AuthMethods.setAccountState, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `DeleteAccount`: see ``AuthRPC/deleteAccount(_:_:)``.
    package func deleteAccount(
        _ request: DeleteAccountRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.deleteAccount, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetAccount`: see ``AuthRPC/getAccount(_:_:)``.
    package func getAccount(
        _ request: GetAccountRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> Account {
        try await client.call(AuthMethods.getAccount, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `UpdateAccount`: see ``AuthRPC/updateAccount(_:_:)``.
    package func updateAccount(
        _ request: UpdateAccountRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AccountChangedReply {
        try await client.call(AuthMethods.updateAccount, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetProfiles`: see ``AuthRPC/getProfiles(_:_:)``.
    package func getProfiles(
        _ request: GetProfilesRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> GetProfilesReply {
        try await client.call(AuthMethods.getProfiles, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetTags`: see ``AuthRPC/setTags(_:_:)``.
    package func setTags(
        _ request: AccountTagsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AccountTagsReply {
        try await client.call(AuthMethods.setTags, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetCredential`: see ``AuthRPC/setCredential(_:_:)``.
    package func setCredential(
        _ request: SetCredentialRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AccountChangedReply {
        try await client.call(AuthMethods.setCredential, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `DeleteCredential`: see ``AuthRPC/deleteCredential(_:_:)``.
    package func deleteCredential(
        _ request: DeleteCredentialRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.deleteCredential, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetDevice`: see ``AuthRPC/setDevice(_:_:)``.
    package func setDevice(
        _ request: SetDeviceRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.setDevice, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Find`: see ``AuthRPC/find(_:_:)``.
    package func find(
        _ request: FindAccountsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> FindAccountsReply {
        try await client.call(AuthMethods.find, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `ResetSecret`: see ``AuthRPC/resetSecret(_:_:)``.
    package func resetSecret(
        _ request: ResetSecretRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.resetSecret, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `ClaimAlias`: see ``AuthRPC/claimAlias(_:_:)``.
    package func claimAlias(
        _ request: ClaimAliasRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(AuthMethods.claimAlias, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SettleAliases`: see ``AuthRPC/settleAliases(_:_:)``.
    package func settleAliases(
        _ request: SettleAliasesRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SettleAliasesReply {
        try await client.call(AuthMethods.settleAliases, request, options: .init(actor: actor, timeout: timeout))
    }
}
