import TLS
import TestKit
import Testing

@Suite("Files that cannot be used") struct FileTests {
    private let certificates: Certificates
    private let identity: TLSIdentity

    init() throws {
        certificates = try Certificates()
        identity = try certificates.authority.issue("mail")
    }

    private func failure(_ configuration: TLSConfiguration) -> TLSError? {
        do {
            _ = try TLSContext(configuration)
            return nil
        } catch {
            return error
        }
    }

    @Test("are named when they are not there")
    func missing() throws {
        let missing = certificates.folder.path(of: "missing.pem")
        let reason = "No such file or directory"
        var changed = identity
        changed.certificateChain = missing
        #expect(failure(.server(changed)) == .unusableFile(.certificateChain, path: missing, reason: reason))
        changed = identity
        changed.privateKey = missing
        #expect(failure(.server(changed)) == .unusableFile(.privateKey, path: missing, reason: reason))
        let client = TLSConfiguration.client(trustRoots: missing, peerName: .anyTrusted)
        #expect(failure(client) == .unusableFile(.trustRoots, path: missing, reason: reason))
    }

    @Test("are named when they are not what they should be")
    func nonsense() throws {
        let path = certificates.folder.path(of: "nonsense.pem")
        try TextFile.write("-----BEGIN NONSENSE-----\nsecret\n", to: path)
        var changed = identity
        changed.certificateChain = path
        let client = TLSConfiguration.client(trustRoots: path, peerName: .anyTrusted)
        var chain = TLSConfiguration.server(changed)
        changed = identity
        changed.privateKey = path
        for configuration in [chain, .server(changed), client] {
            let text = failure(configuration)?.description ?? ""
            #expect(text.contains(path))
            #expect(!text.contains("secret"))
        }
        // A key where a certificate should be says nothing of the key either.
        chain.identity?.certificateChain = identity.privateKey
        let text = failure(chain)?.description ?? ""
        let key = try TextFile.read(identity.privateKey).split(separator: "\n")
        #expect(text.contains(identity.privateKey))
        #expect(!key.contains { text.contains($0) })
    }

    @Test("are both named when the key is another's")
    func mismatch() throws {
        let other = try certificates.authority.issue("other")
        let mixed = TLSIdentity(certificateChain: identity.certificateChain, privateKey: other.privateKey)
        let expected = TLSError.keyDoesNotMatch(
            certificateChain: identity.certificateChain, privateKey: other.privateKey)
        #expect(failure(.server(mixed)) == expected)
    }

    @Test("A key with a passphrase is refused, and nobody is asked for it")
    func passphrase() async throws {
        let locked = certificates.folder.path(of: "locked.key")
        let (code, output) = try await OpenSSLProgram(
            ["pkcs8", "-topk8", "-in", identity.privateKey, "-out", locked, "-passout", "pass:abcd"]
        ).finish()
        #expect(code == 0, "\(output)")
        let mixed = TLSIdentity(certificateChain: identity.certificateChain, privateKey: locked)
        let text = failure(.server(mixed))?.description ?? ""
        #expect(text.contains(locked))
    }

    @Test("Settings that contradict one another are refused")
    func settings() {
        var server = TLSConfiguration.server(identity)
        server.peerName = .services(["caller"])
        var noIdentity = TLSConfiguration.server(identity)
        noIdentity.identity = nil
        var noProtocol = TLSConfiguration.server(identity)
        noProtocol.requiresApplicationProtocol = true
        var emptyProtocol = TLSConfiguration.server(identity)
        emptyProtocol.applicationProtocols = [""]
        for configuration in [server, noIdentity, noProtocol, emptyProtocol] {
            guard case .unusableSettings = failure(configuration) else {
                Issue.record("\(configuration) was accepted")
                continue
            }
        }
    }

    @Test("The system's authorities are trusted where nobody says otherwise")
    func systemRoots() {
        #expect(failure(.client(trustRoots: nil, peerName: .host("example.org"))) == nil)
    }
}
