import Foundation
import TLS
import TestKit
import Testing

@Suite("The development authority", .timeLimit(.minutes(2))) struct AuthorityTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func openssl(_ arguments: [String]) async throws -> String {
        let (code, output) = try await OpenSSLProgram(arguments).finish()
        #expect(code == 0, "\(output)")
        return output
    }

    @Test("makes certificates that stand OpenSSL's strictest look")
    func verified() async throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        let identity = try authority.issue("message")
        for purpose in ["sslserver", "sslclient"] {
            _ = try await openssl([
                "verify", "-x509_strict", "-purpose", purpose, "-CAfile", authority.trustRoots,
                identity.certificateChain,
            ])
        }
    }

    @Test("puts the service's name and its hosts into the certificate")
    func names() async throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        let identity = try authority.issue("message", hosts: ["*.example.org", "10.1.2.3", "fe80::1", "localhost"])
        let text = try await openssl([
            "x509", "-in", identity.certificateChain, "-noout", "-ext", "subjectAltName,extendedKeyUsage",
        ])
        #expect(
            text.contains(
                """
                URI:spiffe://parley/message, DNS:localhost, IP Address:127.0.0.1, \
                IP Address:0:0:0:0:0:0:0:1, DNS:*.example.org, IP Address:10.1.2.3, IP Address:FE80:0:0:0:0:0:0:1
                """))
        #expect(text.contains("TLS Web Server Authentication, TLS Web Client Authentication"))
    }

    @Test("keeps keys from everybody else")
    func modes() throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        let identity = try authority.issue("message")
        #expect(try TextFile.mode(folder.path(of: "ca.key")) == "600")
        #expect(try TextFile.mode(identity.privateKey) == "600")
        #expect(try TextFile.mode(identity.certificateChain) == "644")
        #expect(identity.certificateChain == folder.path(of: "message.pem"))
        #expect(identity.privateKey == folder.path(of: "message.key"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["ca.key", "ca.pem", "message.key", "message.pem"])
    }

    @Test("stays the same from run to run, and renews the certificates")
    func renewal() throws {
        let first = try DevelopmentAuthority(folder: folder.path)
        let identity = try first.issue("message")
        let (root, leaf, key) = (
            try TextFile.read(first.trustRoots), try TextFile.read(identity.certificateChain),
            try TextFile.read(identity.privateKey)
        )
        let second = try DevelopmentAuthority(folder: folder.path)
        try second.issue("message")
        #expect(try TextFile.read(second.trustRoots) == root)
        #expect(try TextFile.read(identity.certificateChain) != leaf)
        #expect(try TextFile.read(identity.privateKey) != key)
        #expect(throws: Never.self) { try TLSContext(.server(identity)) }
    }

    @Test("gives certificates the days that it is told")
    func validity() async throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        let path = try authority.issue("message", validity: .days(3)).certificateChain
        _ = try await openssl(["x509", "-in", path, "-noout", "-checkend", "\(2 * 86_400)"])
        let (code, _) = try await OpenSSLProgram(
            ["x509", "-in", path, "-noout", "-checkend", "\(4 * 86_400)"]
        ).finish()
        #expect(code == 1)
    }

    @Test(
        "refuses names that would mean something else in a certificate",
        arguments: ["", "a b", "a,DNS:evil", "../a", "Message", "ca", String(repeating: "a", count: 64)])
    func serviceNames(name: String) throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        #expect(throws: CertificateError.unusableName(name)) { try authority.issue(name) }
    }

    @Test(
        "refuses hosts that would mean something else in a certificate",
        arguments: ["", ".", "a..b", "a,DNS:evil", "*", "a.*.b", "-a", "1.2.3.4.", "email:x@y", "größe.example"])
    func hostNames(name: String) throws {
        let authority = try DevelopmentAuthority(folder: folder.path)
        #expect(throws: CertificateError.unusableName(name)) { try authority.issue("message", hosts: [name]) }
    }

    @Test("is not made anew when a part of it is missing, damaged or over")
    func damaged() throws {
        _ = try DevelopmentAuthority(folder: folder.path)
        let (certificate, key) = (folder.path(of: "ca.pem"), folder.path(of: "ca.key"))
        let (goodCertificate, goodKey) = (try TextFile.read(certificate), try TextFile.read(key))
        try FileManager.default.removeItem(atPath: key)
        #expect(throws: CertificateError.incompleteAuthority(missing: key)) {
            try DevelopmentAuthority(folder: folder.path)
        }
        try TextFile.write("nonsense", to: key)
        #expect(throws: CertificateError.self) { try DevelopmentAuthority(folder: folder.path) }
        try TextFile.write(goodKey, to: key)
        try FileManager.default.removeItem(atPath: certificate)
        #expect(throws: CertificateError.incompleteAuthority(missing: certificate)) {
            try DevelopmentAuthority(folder: folder.path)
        }
        let other = try TemporaryFolder()
        _ = try DevelopmentAuthority(folder: other.path)
        try TextFile.write(try TextFile.read(other.path(of: "ca.pem")), to: certificate)
        #expect(throws: CertificateError.self) { try DevelopmentAuthority(folder: folder.path) }
        try TextFile.write(goodCertificate, to: certificate)
        #expect(throws: Never.self) { try DevelopmentAuthority(folder: folder.path) }
    }

    @Test("says so when it is out of date")
    func expired() throws {
        _ = try DevelopmentAuthority(folder: folder.path, validity: Certificates.past)
        let expected = CertificateError.expiredAuthority(path: folder.path(of: "ca.pem"))
        #expect(throws: expected) { try DevelopmentAuthority(folder: folder.path) }
    }
}
