import Contracts
import RPC

/// What came of setting a credential or answering for it.
enum CredentialOutcome: Hashable, Sendable {
    /// A code waits to be sent to the address.
    case pending(method: String, value: String, code: String)
    /// The answer was right.
    case proved
    /// Nothing to do: proved before, or a method that the suite does not know.
    case unchanged
    /// The answer was wrong.
    case wrong
    /// Too many answers were wrong: the right one does not help any more.
    case exhausted
    /// There is nothing to answer for.
    case absent
}

extension AccountRecord {
    /// Credentials that an account may have.
    static let credentialLimit = 8
    /// How long a code counts its wrong answers before a new one can be had, milliseconds.
    static let codeAge: Int64 = 3600 * 1000

    /// Sets a credential, or answers for one, as the request has a value, a response, or both.
    ///
    /// The code is what proves a new credential; the time is in milliseconds since 1970.
    ///
    /// - Throws: `malformed` for an address that cannot be one, `policyViolation` for too many.
    mutating func apply(
        _ request: Credential, code: String, settings: AuthSettings, at now: Int64
    ) throws(RPCStatus) -> CredentialOutcome {
        guard let method = CredentialMethod(rawValue: request.method) else { return .unchanged }
        guard let index = try index(of: request, method, code: code, at: now) else {
            return credentials.contains { $0.method == request.method } ? .unchanged : .absent
        }
        if credentials[index].isDone { return .unchanged }
        guard request.response.isEmpty else { return answer(index, request.response, settings: settings) }
        if now - credentials[index].createdAt > Self.codeAge {
            credentials[index].code = code
            credentials[index].failures = 0
            credentials[index].createdAt = now
        }
        let credential = credentials[index]
        guard credential.failures < settings.credentialRetries else { return .exhausted }
        return .pending(method: credential.method, value: credential.value, code: credential.code)
    }

    /// Where the credential in question is; a new address is added, in place of one of its kind that was never proved.
    private mutating func index(
        of request: Credential, _ method: CredentialMethod, code: String, at now: Int64
    ) throws(RPCStatus) -> Int? {
        guard !request.value.isEmpty else {
            return credentials.firstIndex { $0.method == request.method && !$0.isDone }
        }
        guard let value = method.normalised(request.value) else { throw RPCStatus.malformed("credential") }
        if let index = credentials.firstIndex(where: { $0.method == request.method && $0.value == value }) {
            return index
        }
        credentials.removeAll { $0.method == request.method && !$0.isDone }
        guard credentials.count < Self.credentialLimit else { throw RPCStatus.policyViolation(what: "cred") }
        credentials.append(CredentialRecord(method: request.method, value: value, code: code, createdAt: now))
        return credentials.count - 1
    }

    private mutating func answer(_ index: Int, _ response: String, settings: AuthSettings) -> CredentialOutcome {
        let given = Array(response.utf8)
        let isDebug = settings.debugResponse.map { ConstantTime.isEqual(given, Array($0.utf8)) } ?? false
        guard isDebug || credentials[index].failures < settings.credentialRetries else { return .exhausted }
        guard isDebug || ConstantTime.isEqual(given, Array(credentials[index].code.utf8)) else {
            credentials[index].failures += 1
            return .wrong
        }
        prove(index)
        return .proved
    }

    /// Takes a credential as proved, and grants its tag.
    mutating func prove(_ index: Int) {
        credentials[index].isDone = true
        credentials[index].code = ""
        credentials[index].failures = 0
        if !tags.contains(credentials[index].tag) { tags.append(credentials[index].tag) }
    }

    /// Forgets a credential and its tag.
    ///
    /// An empty value stands for all of the method.
    ///
    /// - Throws: `notFound`; `policyViolation` when a method that is required would have none left that is proved.
    mutating func remove(method: String, value: String, settings: AuthSettings) throws(RPCStatus) {
        let normal = CredentialMethod(rawValue: method)?.normalised(value) ?? value
        let removed = credentials.filter { $0.method == method && (value.isEmpty || $0.value == normal) }
        guard !removed.isEmpty else { throw RPCStatus.notFound }
        let before = unproved(of: settings.requiredCredentials)
        credentials.removeAll { removed.contains($0) }
        guard unproved(of: settings.requiredCredentials) == before else { throw RPCStatus.policyViolation() }
        tags.removeAll { tag in removed.contains { $0.isDone && $0.tag == tag } }
    }
}
