import ArgumentParser
import Foundation
import ServiceHost
import TLS

/// `parley certs`: makes an authority and the certificates of the services, for one machine and for trying things out.
struct CertificatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs", abstract: "Make certificates for the services of one machine.",
        discussion: """
            Makes ca.pem and ca.key once, and NAME.pem and NAME.key for each service, in place of those it had: services \
            take up new ones while they run. Whoever can read the folder can pass for any service; in production \
            certificates come from an authority that keeps its key elsewhere.
            """)

    @Option(help: "The folder, which is made if there is none.")
    var out = "parley-certs"
    @Option(help: "A further host name or address of the services; may be given more than once.")
    var host: [String] = []
    @Option(help: "How many days the certificates are good for.")
    var days = 90
    @Argument(help: "The services; by default all of them, and the operator.")
    var services: [String] = []

    func validate() throws {
        guard (1...3650).contains(days) else { throw ValidationError("--days is from 1 to 3650") }
    }

    func run() async throws {
        let names = services.isEmpty ? TransportSecurity.callers.sorted() : services
        do {
            try FileManager.default.createDirectory(
                atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let authority = try DevelopmentAuthority(folder: out)
            for name in names {
                try authority.issue(name, hosts: host, validity: .days(days))
            }
        } catch {
            throw ProcessExit.because("\(error)", in: "parley", status: ProcessExit.unavailable)
        }
        print("\(out): ca.pem, and a certificate and a key each for \(names.joined(separator: ", "))")
    }
}
