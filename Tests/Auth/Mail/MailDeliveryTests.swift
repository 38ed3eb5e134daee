import JSON
import Settings
import TLS
import TestKit
import Testing

@testable import Auth

/// Mails to a real server, which is somebody else's: `aiosmtpd`.
@Suite(
    "Mail is delivered", .timeLimit(.minutes(1)),
    .enabled(if: PythonProgram.interpreter != nil, "needs aiosmtpd: see `make interop`"))
struct MailDeliveryTests {
    private let message = MailMessage(
        from: "parley@example.com", fromName: "Parley", to: "ann@example.com", subject: "Grüße",
        body: "Hello,\n\n    123456\n.\n", at: 1_800_000_000_000)

    /// Runs a mail server while the closure does.
    ///
    /// - Returns: The mails that it was given.
    private func mails(
        _ words: [String] = [], _ body: (_ server: HostPort) async throws -> Void
    ) async throws -> [JSONObjectView] {
        let program = try PythonProgram("mailbox.py", words)
        let line = try #require(await program.firstLine())
        let port = try #require(Int(line), "\(line)")
        do {
            try await body(HostPort("localhost", port))
        } catch {
            _ = await program.finish()
            throw error
        }
        let (code, output) = await program.finish()
        #expect(code == 0, "\(output)")
        return output.split(separator: "\n").compactMap { (try? RawJSON(validating: $0.utf8))?.object }
    }

    private func settings(_ server: HostPort, _ protection: MailSettings.Protection) -> MailSettings {
        var settings = MailSettings(server: server, sender: "parley@example.com")
        settings.protection = protection
        settings.timeout = .seconds(10)
        return settings
    }

    @Test("as it was written")
    func plain() async throws {
        let mails = try await mails { server in
            try await SMTPClient(settings(server, .none)).deliver(message)
        }
        let mail = try #require(mails.first)
        #expect(mails.count == 1)
        #expect(mail["from"]?.string == "parley@example.com")
        #expect(mail["to"]?.array?.compactMap(\.string) == ["ann@example.com"])
        #expect(mail["subject"]?.string == "Grüße")
        #expect(mail["sender"]?.string == "Parley <parley@example.com>")
        #expect(mail["body"]?.string?.replacing("\r\n", with: "\n") == message.body)
        #expect(mail["id"]?.bool == true && mail["defects"]?.int == 0)
    }

    @Test("over TLS and after a login, where the server wants that")
    func protected() async throws {
        let folder = try TemporaryFolder()
        let authority = try DevelopmentAuthority(folder: folder.path)
        let identity = try authority.issue("mail", hosts: ["localhost"], validity: .days(1))
        let words = [identity.certificateChain, identity.privateKey, "parley", "open sesame"]
        let mails = try await mails(words) { server in
            var settings = settings(server, .startTLS)
            settings.trustRoots = authority.trustRoots
            settings.account = ("parley", Secret("open sesame"))
            try await SMTPClient(settings).deliver(message)
            settings.account?.password = Secret("wrong")
            let client = try SMTPClient(settings)
            await #expect(throws: SMTPFailure.refused(535)) { try await client.deliver(message) }
        }
        #expect(mails.map { $0["tls"]?.bool } == [true])
        #expect(mails.map { $0["login"]?.string } == ["parley"])
    }

    @Test("to nobody whom no trusted authority vouches for")
    func stranger() async throws {
        let folders = [try TemporaryFolder(), try TemporaryFolder()]
        let authority = try DevelopmentAuthority(folder: folders[0].path)
        let identity = try DevelopmentAuthority(folder: folders[1].path).issue("mail", validity: .days(1))
        let mails = try await mails([identity.certificateChain, identity.privateKey]) { server in
            var settings = settings(server, .startTLS)
            settings.trustRoots = authority.trustRoots
            let client = try SMTPClient(settings)
            await #expect(throws: SMTPFailure.self) { try await client.deliver(message) }
        }
        #expect(mails.isEmpty)
    }

    @Test("never in the open where it is to be protected")
    func noTLS() async throws {
        let mails = try await mails { server in
            let client = try SMTPClient(settings(server, .startTLS))
            await #expect(throws: SMTPFailure.noTLS) { try await client.deliver(message) }
        }
        #expect(mails.isEmpty)
    }

    @Test("unless the server refuses, or is not there")
    func refused() async throws {
        _ = try await mails { server in
            var other = message
            other.to = "nobody@example.com"
            let client = try SMTPClient(settings(server, .none))
            await #expect(throws: SMTPFailure.refused(550)) { try await client.deliver(other) }
        }
        let client = try SMTPClient(settings(HostPort("127.0.0.1", 1), .none))
        await #expect(throws: SMTPFailure.disconnected) { try await client.deliver(message) }
    }
}
