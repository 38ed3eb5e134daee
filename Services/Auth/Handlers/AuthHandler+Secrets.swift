import Chat
import Contracts
import RPC

extension AuthHandler {
    func changeSecret(_ request: ChangeSecretRequest, _ context: CallContext) async throws -> EmptyMessage {
        let (user, actor) = try target(request.user, context)
        guard request.scheme == "basic" else { throw RPCStatus.unknownScheme }
        let secret = try BasicSecret(request.secret)
        guard secret.isPasswordAcceptable else { throw RPCStatus.policyViolation() }
        let hash = try await hasher.hash(secret.password)
        let at = now()
        try await change(user) { snapshot in
            guard var login = snapshot.login else { throw RPCStatus.policyViolation() }
            login.hash = hash
            if !secret.login.isEmpty, secret.login != login.name {
                guard secret.isLoginAcceptable() else { throw RPCStatus.policyViolation() }
                snapshot.account.tags.removeAll { $0 == login.tag }
                login.name = secret.login
                snapshot.account.tags.append(login.tag)
                snapshot.note(AccountChanged(user: user.rawValue, tags: true), by: actor, at: at)
            }
            snapshot.login = login
        }
        return EmptyMessage()
    }
}
