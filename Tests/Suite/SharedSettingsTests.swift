import Auth
import CallToken
import Gateway
import Group
import Message
import Push
import ServiceHost
import Settings
import Testing

/// One settings file for all programs of the suite.
@Suite struct SharedSettingsTests {
    private static let programs: [any ServiceProgram.Type] = [
        GatewayProgram.self, AuthProgram.self, MessageProgram.self, GroupProgram.self, PushProgram.self,
        CallTokenProgram.self,
    ]

    /// What is wrong with an environment, for each program.
    private func faults(_ environment: [String: String]) -> [String: [ConfigurationFault]] {
        var faults: [String: [ConfigurationFault]] = [:]
        for program in Self.programs {
            do {
                _ = try Configuration(
                    HostSettings.catalogue(of: program), sources: SettingSources(environment: environment))
            } catch {
                faults[program.name] = error.faults
            }
        }
        return faults
    }

    @Test("What the programs have of their own is known by name to all others, and nothing else is")
    func names() {
        var own: [SettingKey: Bool] = [:]
        for declaration in Self.programs.flatMap({ $0.settings }) { own[declaration.key] = declaration.isSecret }
        let known = Dictionary(HostSettings.ofPrograms.map { ($0.key, $0.isSecret) }) { first, _ in first }
        #expect(known == own)
        let every = Set(HostSettings.ofEveryProgram.map(\.key))
        let catalogue = HostSettings.catalogue(of: CallTokenProgram.self).declarations.map(\.key)
        #expect(every.isSubset(of: catalogue))
    }

    @Test("A setting of any program is good for all of them")
    func shared() {
        let all = Self.programs.flatMap { $0.settings }.map { ($0.key.environmentName, $0) }
        for (name, declaration) in all where !declaration.isSecret && !declaration.defaultText.isEmpty {
            #expect(faults([name: declaration.defaultText]).isEmpty, "\(name)")
        }
    }

    @Test("A setting that no program has is refused by every one")
    func unknown() {
        for name in ["PARLEY_GATEWAY_SHRADS", "PARLEY_PUSH_NONSENSE", "PARLEY_GRPC_LISTENS"] {
            #expect(faults([name: "1"]).count == Self.programs.count, "\(name)")
        }
    }
}
