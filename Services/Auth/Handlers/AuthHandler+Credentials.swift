import Chat
import Contracts
import RPC

extension AuthHandler {
    func setCredential(_ request: SetCredentialRequest, _ context: CallContext) async throws -> AccountChangedReply {
        let (user, actor) = try target(request.user, context)
        guard let credential = request.credential else { throw RPCStatus.malformed("credential") }
        let at = now()
        let code = CredentialCode.random()
        let outcome = try await change(user) { [settings] snapshot in
            let outcome = try snapshot.account.apply(credential, code: code, settings: settings, at: at)
            switch outcome {
            case .proved:
                snapshot.note(
                    AccountChanged(user: user.rawValue, tags: true, credentials: true), by: actor, at: at)
            case .pending:
                snapshot.note(AccountChanged(user: user.rawValue, credentials: true), by: actor, at: at)
            case .unchanged, .wrong, .exhausted, .absent:
                break
            }
            return outcome
        }
        // Thrown only now: a wrong answer has to be counted, which the write would undo.
        switch outcome {
        case .pending, .proved: break
        case .unchanged: return AccountChangedReply(changed: false)
        case .wrong: throw RPCStatus.authenticationFailed()
        case .exhausted: throw RPCStatus.policyViolation()
        case .absent: throw RPCStatus.notFound
        }
        await send(outcome, of: user, in: request.language)
        return AccountChangedReply(changed: true)
    }

    func deleteCredential(_ request: DeleteCredentialRequest, _ context: CallContext) async throws -> EmptyMessage {
        let (user, actor) = try target(request.user, context)
        let at = now()
        try await change(user) { [settings] snapshot in
            try snapshot.account.remove(method: request.method, value: request.value, settings: settings)
            snapshot.note(AccountChanged(user: user.rawValue, tags: true, credentials: true), by: actor, at: at)
        }
        return EmptyMessage()
    }

    func setDevice(_ request: SetDeviceRequest, _ context: CallContext) async throws -> EmptyMessage {
        let (user, _) = try target(request.user, context)
        guard request.device.utf8.count <= 1024, request.platform.utf8.count <= 32, request.language.utf8.count <= 32
        else { throw RPCStatus.malformed("device") }
        if !request.replaces.isEmpty, request.replaces != request.device {
            try await store.remove(device: request.replaces, of: user)
        }
        if request.device.isEmpty {
            if request.replaces.isEmpty { try await store.removeDevices(of: user) }
        } else {
            let device = DeviceRecord(
                token: request.device, platform: request.platform, language: request.language, seenAt: now())
            try await store.add(device, to: user, limit: settings.devices)
        }
        return EmptyMessage()
    }
}
