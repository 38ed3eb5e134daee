import Presence
import Testing

@testable import Presence

@Suite("Addresses of Redis")
struct RedisAddressTests {
    @Test("all parts are read, and what is left out has a default")
    func parts() throws {
        let full = try RedisAddress("redis://parley:se%40cret@redis.internal:6380/3")
        #expect(full.host == "redis.internal" && full.port == 6380 && full.database == 3)
        #expect(full.user == "parley" && full.password == "se@cret")
        let bare = try RedisAddress("redis://127.0.0.1")
        #expect(bare.host == "127.0.0.1" && bare.port == 6379 && bare.database == 0)
        #expect(bare.user == nil && bare.password == nil)
        let old = try RedisAddress("redis://:secret@[::1]:7000/")
        #expect(old.host == "::1" && old.port == 7000)
        #expect(old.user == nil && old.password == "secret")
    }

    @Test(
        "what is no address is refused, without telling what it was",
        arguments: [
            "", "redis", "redis://", "http://secret", "rediss://secret:6379", "redis://secret@host",
            "redis://:secret@host:0", "redis://:secret@host:70000", "redis://:secret@host/x",
            "redis://:secret@host/-1", "redis://:secret@host/1/2", "redis://:secret@host?db=1",
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: RedisAddress.Malformed.self) { try RedisAddress(text) }
        let description = error.map { String(describing: $0) + String(reflecting: $0) }
        #expect(description?.contains("secret") == false)
    }

    @Test("the password is in no description")
    func hidden() throws {
        let address = try RedisAddress("redis://somebody:secret@host:6380/2")
        var dumped = ""
        dump(address, to: &dumped)
        let texts = [
            "\(address)", String(reflecting: address), dumped, "\([address])", String(describing: Optional(address)),
        ]
        for text in texts {
            #expect(!text.contains("secret") && !text.contains("somebody"))
        }
        #expect("\(address)" == "host:6380/2")
        #expect("\(try RedisAddress("redis://[::1]"))" == "[::1]:6379/0")
    }
}
