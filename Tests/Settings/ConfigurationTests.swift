import Testing

@testable import Settings

private enum Example {
    enum Colour: String, CaseIterable {
        case red, green
    }

    static let listen = Setting("listen", default: HostPort("0.0.0.0", 6060), flag: "listen", "Where clients connect.")
    static let demo = Setting("demo", default: false, flag: "demo", "Whether to seed.")
    static let colour = Setting(choice: "log.colour", default: Colour.red, flag: "colour", "The colour.")
    static let frame = Setting(
        "gateway.maxFrameSize", default: ByteSize.kibibytes(256), in: .kibibytes(1)...(.mebibytes(8)),
        "The largest frame.")
    static let grace = Setting("gateway.grace", default: Duration.seconds(3), "How long a drain lasts.")
    static let key = Setting("auth.tokenKey", default: Secret?.none, flag: "token-key", "Signs tokens.")
    static let tags = Setting("auth.tags", default: [String](), "Tags that may be searched.")

    static let catalogue = SettingCatalogue(
        [listen, demo, colour, frame, grace, key, tags], foreign: ["other", .secret("other.salt")],
        foreignSections: ["callToken"])

    static let files = SettingFileReader { path throws(SettingFileReader.Failure) in
        switch path {
        case "parley.json":
            Array(
                #"{"listen":"1.1.1.1:1","log":{"colour":"green"},"gateway":{"grace":"1s"},"auth":{"tags":["a","b"]}}"#
                    .utf8)
        case "key": Array("s3cret key\r\n".utf8)
        case "latin1": [0xE9]
        case "faulty.json":
            Array(
                """
                {
                  "lissten": "1.1.1.1:1",
                  "gateway": { "maxFrameSize": "9MiB", "grace": 5, "grace": "5s" },
                  "callToken": { "url": "x" },
                  "auth": { "tokenKey": ["visible"], "tokenKeyFile": "nowhere", "tags": [] }
                }
                """.utf8)
        case "broken.json": Array("{\n  \"listen\" \"x\"\n}".utf8)
        default: throw SettingFileReader.Failure("there is no such file")
        }
    }

    static func load(_ sources: SettingSources) throws(ConfigurationFaults) -> Configuration {
        try Configuration(catalogue, sources: sources, reader: files)
    }

    static func faults(_ sources: SettingSources) throws -> [String] {
        let error = try #require(throws: ConfigurationFaults.self) { try load(sources) }
        return error.faults.map(\.description)
    }
}

@Suite struct ConfigurationTests {
    @Test("Without sources every setting is at its default")
    func defaults() throws {
        let configuration = try Example.load(SettingSources())
        #expect(configuration[Example.listen] == HostPort("0.0.0.0", 6060))
        #expect(configuration[Example.colour] == .red)
        #expect(configuration[Example.key] == nil)
        #expect(configuration.origin(of: Example.listen) == .standard)
        #expect(configuration.changes.isEmpty)
        #expect(Configuration(defaultsOf: Example.catalogue)[Example.frame] == .kibibytes(256))
    }

    @Test("Flags win over the environment, the environment over the file, the file over defaults")
    func precedence() throws {
        var sources = SettingSources(file: "parley.json")
        #expect(try Example.load(sources)[Example.listen] == HostPort("1.1.1.1", 1))
        sources.environment["PARLEY_LISTEN"] = "2.2.2.2:2"
        #expect(try Example.load(sources)[Example.listen] == HostPort("2.2.2.2", 2))
        sources.flags["listen"] = "3.3.3.3:3"
        let configuration = try Example.load(sources)
        #expect(configuration[Example.listen] == HostPort("3.3.3.3", 3))
        #expect(configuration[Example.colour] == .green)
        #expect(configuration[Example.grace] == .seconds(1))
        #expect(configuration[Example.tags] == ["a", "b"])
        #expect(configuration.origin(of: Example.listen) == .flag("listen"))
        #expect(configuration.origin(of: Example.grace) == .file(path: "parley.json", line: 1))
    }

    @Test("The environment can name the file, and a flag names another")
    func fileVariable() throws {
        let sources = SettingSources(environment: ["PARLEY_CONFIG": "parley.json"])
        #expect(try Example.load(sources)[Example.colour] == .green)
        let other = SettingSources(file: "nowhere", environment: ["PARLEY_CONFIG": "parley.json"])
        #expect(try Example.faults(other) == ["nowhere: there is no such file"])
    }

    @Test("An empty variable is as good as none")
    func emptyVariable() throws {
        let sources = SettingSources(environment: ["PARLEY_LISTEN": "", "PARLEY_CONFIG": "", "PARLEY_NONSENSE": ""])
        #expect(try Example.load(sources)[Example.listen] == HostPort("0.0.0.0", 6060))
    }

    @Test("Every fault of every source is named at once, with its place")
    func allFaults() throws {
        let sources = SettingSources(
            file: "faulty.json",
            environment: [
                "PARLEY_DEMO": "perhaps", "PARLEY_GATEWAY_GRACES": "1s", "PARLEY_CALL_TOKEN_URL": "x", "HOME": "/",
                "PARLEY_QQQQQQQQ": "1",
            ],
            flags: ["listen": "nowhere", "colour": "blue", "colours": "1"])
        #expect(
            try Example.faults(sources) == [
                "faulty.json:2: lissten: there is no such setting; did you mean listen?",
                "faulty.json:3: gateway.maxFrameSize: \"9MiB\" is not a size such as 4096, 128KiB or 10MB, from 1KiB to 8MiB",
                "faulty.json:3: gateway.grace: \"5\" is not a duration such as 500ms, 30s, 5m or 1h30m",
                "faulty.json:3: gateway.grace: it is there a second time, first on line 3",
                "faulty.json:5: auth.tokenKey: this is not a secret of at least one character",
                "faulty.json:5: auth.tokenKeyFile: cannot read the secret from nowhere: there is no such file",
                "PARLEY_DEMO: \"perhaps\" is not true or false",
                "PARLEY_GATEWAY_GRACES: there is no such setting; did you mean PARLEY_GATEWAY_GRACE?",
                "PARLEY_QQQQQQQQ: there is no such setting",
                "--colour: \"blue\" is not one of red, green",
                "--colours: there is no such setting; did you mean --colour?",
                "--listen: \"nowhere\" is not host:port, such as 0.0.0.0:6060 or [::1]:6060",
            ])
    }

    @Test("A bad value is a fault even where a better source overrides it")
    func overridden() throws {
        let sources = SettingSources(environment: ["PARLEY_LISTEN": "x"], flags: ["listen": "1.1.1.1:1"])
        #expect(try Example.faults(sources).count == 1)
    }

    @Test("A file that is no JSON is one fault, and the other sources are still read")
    func brokenFile() throws {
        let sources = SettingSources(file: "broken.json", flags: ["demo": "2"])
        #expect(
            try Example.faults(sources) == [
                "broken.json:2:12: a colon is missing after the key", "--demo: \"2\" is not true or false",
            ])
    }

    @Test("A secret comes from the environment or from a file that is named there")
    func secrets() throws {
        let direct = try Example.load(SettingSources(environment: ["PARLEY_AUTH_TOKEN_KEY": "s3cret"]))
        #expect(direct[Example.key]?.reveal() == "s3cret")
        #expect(direct.changes == ["auth.tokenKey = <secret> (PARLEY_AUTH_TOKEN_KEY)"])
        let mounted = try Example.load(SettingSources(environment: ["PARLEY_AUTH_TOKEN_KEY_FILE": "key"]))
        #expect(mounted[Example.key]?.reveal() == "s3cret key")
    }

    @Test("A secret is never a flag, never in two places, never something else than text")
    func secretFaults() throws {
        #expect(
            try Example.faults(SettingSources(flags: ["token-key": "s3cret"])) == [
                "--token-key: there is no such setting"
            ])
        let twice = ["PARLEY_AUTH_TOKEN_KEY": "s3cret", "PARLEY_AUTH_TOKEN_KEY_FILE": "key"]
        #expect(
            try Example.faults(SettingSources(environment: twice)) == [
                "PARLEY_AUTH_TOKEN_KEY_FILE: PARLEY_AUTH_TOKEN_KEY is set too; use one of them"
            ])
        #expect(
            try Example.faults(SettingSources(environment: ["PARLEY_AUTH_TOKEN_KEY_FILE": "latin1"])) == [
                "PARLEY_AUTH_TOKEN_KEY_FILE: the file latin1 is not UTF-8 text"
            ])
    }

    @Test("Only secrets are read from files of their own")
    func plainSettingFromFile() throws {
        #expect(try Example.faults(SettingSources(environment: ["PARLEY_LISTEN_FILE": "key"])).count == 1)
    }

    @Test("Other processes' sections are passed over")
    func foreignSections() throws {
        #expect(try Example.load(SettingSources(environment: ["PARLEY_CALL_TOKEN_URL": "x"])).changes.isEmpty)
    }

    @Test(
        "Other processes' settings are passed over in all their spellings",
        arguments: ["PARLEY_OTHER", "PARLEY_OTHER_SALT", "PARLEY_OTHER_SALT_FILE"])
    func foreign(name: String) throws {
        #expect(try Example.load(SettingSources(environment: [name: "x"])).changes.isEmpty)
    }

    @Test(
        "What only looks like another process's setting is a fault",
        arguments: ["PARLEY_OTHER_FILE", "PARLEY_OTHER_SALTS"])
    func almostForeign(name: String) throws {
        let faults = try Example.faults(SettingSources(environment: [name: "x"]))
        #expect(faults.count == 1)
        #expect(faults.allSatisfy { $0.contains("did you mean PARLEY_OTHER") })
    }

    @Test("All faults print as one text")
    func text() {
        let one = ConfigurationFault(place: "--listen", problem: "bad")
        #expect(ConfigurationFaults([one]).description == "1 setting is wrong:\n  --listen: bad")
        #expect(ConfigurationFaults([one, one]).description.hasPrefix("2 settings are wrong:\n"))
    }

    @Test("The reference names every setting in all its spellings, and no secret")
    func reference() {
        let reference = Example.catalogue.reference
        #expect(
            reference.hasPrefix(
                """
                listen  PARLEY_LISTEN  --listen
                    Where clients connect.
                    host:port, such as 0.0.0.0:6060 or [::1]:6060; default: 0.0.0.0:6060
                """))
        #expect(reference.contains("auth.tokenKey  PARLEY_AUTH_TOKEN_KEY\n"))
    }

    @Test(
        "The variables that Kubernetes adds for its services are no settings",
        arguments: [
            ("PARLEY_GATEWAY_SERVICE_HOST", "10.0.0.1"), ("PARLEY_GATEWAY_SERVICE_PORT", "6060"),
            ("PARLEY_GATEWAY_SERVICE_PORT_HTTP", "6060"), ("PARLEY_GATEWAY_PORT", "tcp://10.0.0.1:6060"),
            ("PARLEY_GATEWAY_PORT_6060_TCP", "tcp://10.0.0.1:6060"), ("PARLEY_GATEWAY_PORT_6060_TCP_PROTO", "tcp"),
            ("PARLEY_GATEWAY_PORT_6060_TCP_PORT", "6060"), ("PARLEY_GATEWAY_PORT_6060_TCP_ADDR", "10.0.0.1"),
        ])
    func kubernetes(name: String, value: String) throws {
        #expect(try Example.load(SettingSources(environment: [name: value])).changes.isEmpty)
    }

    @Test(
        "Only what looks like Kubernetes is excused",
        arguments: [("PARLEY_GATEWAY_PORT", "6060"), ("PARLEY_TCP", "tcp://x")])
    func notKubernetes(name: String, value: String) {
        #expect(throws: ConfigurationFaults.self) { try Example.load(SettingSources(environment: [name: value])) }
    }
}
