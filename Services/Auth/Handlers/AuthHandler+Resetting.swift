import Chat
import Contracts
import CoreMetrics
import RPC

extension AuthHandler {
    /// Sends a code to an address, if somebody has proved that it is theirs.
    ///
    /// Neither the answer nor the time it takes tells whether somebody has. Asking again and again sends nothing for a while.
    func resetSecret(_ request: ResetSecretRequest, _ context: CallContext) async throws -> EmptyMessage {
        guard let text = String(validating: request.secret, as: UTF8.self), request.secret.count <= 1024 else {
            throw RPCStatus.malformed("secret")
        }
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let method = CredentialMethod(rawValue: parts[1]),
            let address = method.normalised(parts[2])
        else { throw RPCStatus.malformed("secret") }
        guard settings.schemes.scheme(parts[0]) == .basic else { throw RPCStatus.unknownScheme }
        let end = ContinuousClock.now + settings.resetPace
        let key = "reset:\(method):\(address)"
        if throttle.delay(for: key, at: now()) == nil {
            throttle.failed(key, at: now())
            try await sendReset(to: address, method.rawValue, request.language)
        }
        try await Task.sleep(until: end)
        return EmptyMessage()
    }

    private func sendReset(to address: String, _ method: String, _ language: String) async throws {
        guard let user = try await store.owner(of: method, value: address) else { return }
        let (code, at) = (CredentialCode.random(), now())
        let letter = try await store.change(user) { snapshot -> CodeLetter? in
            guard snapshot.account.state == .ok, let login = snapshot.login else { return nil }
            if snapshot.account.reset?.isValid(at: at) != true || snapshot.account.reset?.value != address {
                snapshot.account.reset = ResetCode(method: method, value: address, code: code, createdAt: at)
            }
            guard let reset = snapshot.account.reset, reset.failures < ResetCode.answers else { return nil }
            return CodeLetter(
                .reset, code: reset.code, method: method, address: address, language: language, login: login.name)
        }
        if let letter = letter.flatMap(\.self) { await send(letter, to: user) }
    }

    /// Whose code it is: `code:method:address`.
    ///
    /// - Throws: `authenticationFailed` for a wrong one, which is counted, and for addresses that nobody has.
    func redeem(_ secret: [UInt8]) async throws -> (user: UserID, reset: ResetCode) {
        let parts = String(decoding: secret.prefix(1024), as: UTF8.self)
            .split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw RPCStatus.malformed("secret") }
        let wrong = RPCStatus.authenticationFailed(what: "auth")
        guard let method = CredentialMethod(rawValue: parts[1]), let address = method.normalised(parts[2]),
            let user = try await store.owner(of: method.rawValue, value: address)
        else { throw wrong }
        let (given, at) = (Array(parts[0].utf8), now())
        let debug = settings.debugResponse.map { Array($0.utf8) }
        let found = try await store.change(user) { snapshot -> ResetCode? in
            guard let reset = snapshot.account.reset, reset.value == address, reset.isValid(at: at),
                reset.failures < ResetCode.answers
            else { return nil }
            let isDebug = debug.map { ConstantTime.isEqual(given, $0) } ?? false
            guard isDebug || ConstantTime.isEqual(given, Array(reset.code.utf8)) else {
                snapshot.account.reset?.failures += 1
                return nil
            }
            return reset
        }
        guard let reset = found.flatMap(\.self) else {
            meters.refused.increment()
            throw wrong
        }
        return (user, reset)
    }
}
