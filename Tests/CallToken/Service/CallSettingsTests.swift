import CallToken
import Contracts
import ServiceHost
import Settings
import Testing

@Suite("The settings of calls") struct CallSettingsTests {
    private func settings(_ environment: [String: String]) throws -> CallTokenSettings {
        try CallTokenSettings(
            Configuration(
                SettingCatalogue(CallTokenSettings.declarations), sources: SettingSources(environment: environment)))
    }

    @Test("turn calls off where nothing is set")
    func nothing() throws {
        let settings = try settings([:])
        #expect(settings.iceServers.isEmpty)
        #expect(settings.establishmentTimeout == .seconds(30))
    }

    @Test("give the credential to relays alone")
    func servers() throws {
        let settings = try settings([
            "PARLEY_CALLS_ICE_SERVERS": "stun:s.example:3478, turn:t.example:3478?transport=udp,turns:t.example",
            "PARLEY_CALLS_TURN_USERNAME": "u", "PARLEY_CALLS_TURN_CREDENTIAL": "c",
            "PARLEY_CALLS_ESTABLISHMENT_TIMEOUT": "45s",
        ])
        #expect(
            settings.iceServers == [
                IceServer(urls: ["stun:s.example:3478"]),
                IceServer(
                    urls: ["turn:t.example:3478?transport=udp", "turns:t.example"], username: "u", credential: "c"),
            ])
        #expect(settings.establishmentTimeout == .seconds(45))
    }

    @Test("take an open relay too")
    func openRelay() throws {
        let settings = try settings(["PARLEY_CALLS_ICE_SERVERS": "stun:a,turn:b"])
        #expect(settings.iceServers == [IceServer(urls: ["stun:a", "turn:b"])])
    }

    @Test(
        "refuse what is no such server", arguments: ["http://s.example", "stun:", "s.example:3478", "turn://t.example"])
    func noServer(address: String) {
        #expect(throws: ConfigurationFaults.self) { try settings(["PARLEY_CALLS_ICE_SERVERS": address]) }
    }

    @Test("refuse half of a login")
    func half() {
        for name in ["PARLEY_CALLS_TURN_USERNAME", "PARLEY_CALLS_TURN_CREDENTIAL"] {
            #expect(throws: SettingsConflict.self) { try settings([name: "x"]) }
        }
    }
}
