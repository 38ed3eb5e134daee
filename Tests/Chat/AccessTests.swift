import Chat
import Testing

@Suite struct AccessTests {
    @Test("What a user can do is what is wanted and given, for every pair of modes")
    func mode() {
        for want in UInt8.min...UInt8.max {
            for given in UInt8.min...UInt8.max {
                let access = Access(want: AccessMode(rawValue: want), given: AccessMode(rawValue: given))
                #expect(access.mode.rawValue == want & given)
            }
        }
    }

    @Test("Who is given no J is banned, whatever is wanted", arguments: [AccessMode.none, .full])
    func banned(want: AccessMode) {
        #expect(Access(want: want, given: .full.subtracting(.join)).isBanned)
        #expect(!Access(want: want, given: .join).isBanned)
    }

    @Test("Default access goes by how far somebody is trusted")
    func defaults() {
        let access = DefaultAccess(authenticated: [.join, .read], anonymous: .read)
        #expect(AuthLevel.allCases.map(access.mode) == [.none, .read, [.join, .read], [.join, .read]])
    }
}
