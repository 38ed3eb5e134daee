import Contracts
import Settings
import Testing

@testable import Gateway

/// The file of plugins.
@Suite struct PluginSettingsTests {
    private func plugins(_ text: String) throws(PluginSettings.Fault) -> [PluginSettings] {
        try PluginSettings.list(reading: Array(text.utf8))
    }

    @Test("A plugin has a name, an address and filters; the rest has defaults")
    func defaults() throws {
        let plugin = try #require(try plugins(#"[{"name":"bot","address":"bots:40051","filters":{}}]"#).first)
        #expect(plugin.name == "bot")
        #expect(plugin.address.port == 40051)
        #expect(plugin.timeout == .seconds(1))
        #expect(plugin.failureCode == 0)
        #expect(plugin.filters.fireHose == nil)
        #expect(!plugin.filters.find)
    }

    @Test("One that is not enabled is as if it were not there")
    func disabled() throws {
        #expect(try plugins(#"[{"enabled":false,"name":"bot"}]"#).isEmpty)
        #expect(try plugins("[]").isEmpty)
    }

    @Test(
        "What is not as it should be is refused",
        arguments: [
            "{}", "[1]", #"[{"address":"a:1","filters":{}}]"#, #"[{"name":"a","filters":{}}]"#,
            #"[{"name":"a","address":"a:1"}]"#, #"[{"name":"a","address":"a:1","filters":{"firehose":""}}]"#,
            #"[{"name":"a","address":"a:1","filters":{"fireHose":"pup"}}]"#,
            #"[{"name":"a","address":"a:1","filters":{"fireHose":"pub;grp;me"}}]"#,
            #"[{"name":"a","address":"a:1","filters":{"account":"CX"}}]"#,
            #"[{"name":"a","address":"a:1","filters":{},"timeout":"soon"}]"#,
            #"[{"name":"a","address":"a:1","filters":{},"failureCode":200}]"#,
            #"[{"name":"a","address":"a:1","filters":{},"color":"red"}]"#,
        ])
    func refused(text: String) {
        #expect(throws: PluginSettings.Fault.self) { try plugins(text) }
    }

    @Test("Requests are judged by their kind and the kind of their topic")
    func fireHose() throws {
        let text = #"[{"name":"a","address":"a:1","filters":{"fireHose":"pub,sub,hi;p2p,me"}}]"#
        let filters = try #require(try plugins(text).first).filters
        func judges(_ frame: String) throws -> Bool {
            filters.judges(try ClientMessage(parsing: Array(frame.utf8)))
        }
        #expect(try judges(#"{"pub":{"topic":"usrAAAAAAAAAAA","content":1}}"#))
        #expect(try judges(#"{"sub":{"topic":"me"}}"#))
        #expect(try judges(#"{"hi":{"ver":"0.25"}}"#))
        #expect(try !judges(#"{"pub":{"topic":"grpAAAAAAAAAAA","content":1}}"#))
        #expect(try !judges(#"{"get":{"topic":"me","what":"desc"}}"#))
    }

    @Test("Events are told by what happened, messages by the kind of their topic too")
    func events() throws {
        let text = #"[{"name":"a","address":"a:1","filters":{"topic":"CD","message":"grp;C"}}]"#
        let filters = try #require(try plugins(text).first).filters
        #expect(filters.hears(.topic(Pbx.TopicEvent(action: .delete))))
        #expect(!filters.hears(.topic(Pbx.TopicEvent(action: .update))))
        #expect(!filters.hears(.account(Pbx.AccountEvent(action: .create))))
        #expect(filters.hears(.message(Pbx.MessageEvent(action: .create, msg: Pbx.ServerData(topic: "grpx")))))
        #expect(!filters.hears(.message(Pbx.MessageEvent(action: .create, msg: Pbx.ServerData(topic: "p2px")))))
    }
}
