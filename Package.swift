// swift-tools-version: 6.2

import PackageDescription

/// The language rules of every target: see "How we write" in README.md.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Warnings stop a build in continuous integration and in `make lint`, not in the middle of an edit.
let swiftSettings =
    Context.environment["PARLEY_STRICT"] == "1" ? strict + [.treatAllWarnings(as: .error)] : strict

func shared(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Shared/\(name)", exclude: exclude, swiftSettings: swiftSettings)
}

/// A service: all its logic in a library.
///
/// `rooms` are the folders with a page of their own.
func service(_ name: String, _ dependencies: [Target.Dependency], rooms: [String]) -> Target {
    .target(
        name: name, dependencies: dependencies + ["ServiceHost", "Settings"], path: "Services/\(name)",
        exclude: besides(rooms), swiftSettings: swiftSettings)
}

/// What is in a service's folder and not in its library.
func besides(_ rooms: [String]) -> [String] {
    ["Main", "README.md"] + rooms.map { "\($0)/README.md" }
}

/// The program of a service: a few lines.
func program(_ name: String, of service: String) -> Target {
    .executableTarget(
        name: name, dependencies: [.byName(name: service), "ServiceHost", arguments], path: "Services/\(service)/Main",
        swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
        swiftSettings: swiftSettings)
}

/// The documents of the contracts, beside the Swift that speaks them.
let protoFiles = [
    "Common/common.proto", "Common/events.proto", "Auth/auth.proto", "Group/group.proto", "Message/message.proto",
    "Gateway/gateway.proto", "Push/push.proto", "CallToken/call_token.proto", "Client/pbx.proto",
]

/// Those of gRPC itself.
let standardProtoFiles = ["health/v1/health", "reflection/v1/reflection", "reflection/v1alpha/reflection_alpha"].map {
    "Descriptors/grpc/\($0).proto"
}

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let serviceContext: Target.Dependency = .product(name: "ServiceContextModule", package: "swift-service-context")
let metricsTestKit: Target.Dependency = .product(name: "MetricsTestKit", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let collections: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "parley",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "parley", targets: ["parley"]),
        .executable(name: "ProtobufTestee", targets: ["ProtobufTestee"]),
        .executable(name: "WebSocketEcho", targets: ["WebSocketEcho"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-service-context", from: "1.3.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // Shared: what every service stands on. Nothing here imports a service.
        shared("Wire"),
        shared("JSON"),
        shared("Chat", ["JSON"]),
        shared("TLS", ["COpenSSL", nioCore, logging]),
        .systemLibrary(
            name: "COpenSSL", path: "Shared/CLibraries/COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]),
        shared(
            "RPC", ["Wire", "TLS", "CNGHTTP2", nioCore, nioPosix, collections, logging, metrics],
            exclude: standardProtoFiles),
        .systemLibrary(
            name: "CNGHTTP2", path: "Shared/CLibraries/CNGHTTP2", pkgConfig: "libnghttp2",
            providers: [.apt(["libnghttp2-dev"])]),
        shared("Contracts", ["Wire", "RPC", "Chat", "JSON"], exclude: protoFiles),
        shared("Trace", [serviceContext]),
        shared("EventLog", ["CRDKafka", "Trace", serviceContext, logging, metrics, collections]),
        .systemLibrary(
            name: "CRDKafka", path: "Shared/CLibraries/CRDKafka", pkgConfig: "rdkafka",
            providers: [.apt(["librdkafka-dev"])]),
        shared("Presence", ["CHiredis", collections, crypto, logging, metrics, nioCore, nioPosix]),
        .systemLibrary(
            name: "CHiredis", path: "Shared/CLibraries/CHiredis", providers: [.apt(["libhiredis-dev"])]),
        shared("Storage", ["CMongoC", "EventLog", "RPC", grdb, grdbSQLite, nioPosix, logging, metrics]),
        .systemLibrary(
            name: "CMongoC", path: "Shared/CLibraries/CMongoC", pkgConfig: "libmongoc-1.0",
            providers: [.apt(["libmongoc-dev"])]),
        shared("Blobs", ["TLS", crypto, nioCore, nioHTTP1, nioPosix]),
        .systemLibrary(name: "CSpawn", path: "Shared/CLibraries/CSpawn"),
        shared("Telemetry", ["JSON", logging, metrics, lifecycle, hummingbird, nioCore]),
        shared("Settings"),
        shared(
            "ServiceHost",
            [
                "CMalloc", "Contracts", "EventLog", "Presence", "RPC", "Settings", "Storage", "Telemetry", "TLS",
                arguments, lifecycle, signals, logging, metrics,
            ]),
        .systemLibrary(name: "CMalloc", path: "Shared/CLibraries/CMalloc"),
        tests("Wire", ["Wire", "TestKit", "ProtobufTestee"], exclude: ["Interop/Python"]),
        .executableTarget(
            name: "ProtobufTestee", dependencies: ["Wire", "Contracts"], path: "Tests/Conformance/ProtobufTestee",
            swiftSettings: swiftSettings),
        tests("JSON", ["JSON", "TestKit"]),
        tests("Chat", ["Chat", "TestKit"]),
        tests("TLS", ["TLS", "TestKit", nioCore, nioPosix, nioEmbedded, logging]),
        tests(
            "RPC", ["RPC", "TLS", "TestKit", "Wire", nioCore, nioPosix, nioEmbedded, metrics],
            exclude: ["Interop/Python"]),
        tests(
            "Contracts", ["Contracts", "Wire", "RPC", "Chat", "TestKit", "ProtobufTestee"], exclude: ["Interop/Python"]),
        tests("Trace", ["Trace", serviceContext]),
        tests(
            "EventLog", ["EventLog", "CRDKafka", "LogReader", "Trace", serviceContext, metrics, metricsTestKit]),
        .executableTarget(
            name: "LogReader", dependencies: ["EventLog"], path: "Tests/LogReader", swiftSettings: swiftSettings),
        tests("Presence", ["Presence", "TestKit", nioCore, nioPosix, nioEmbedded, logging]),
        tests("Storage", ["Storage", "EventLog", "RunningMongo", "TestKit", grdb, metrics]),
        tests("Blobs", ["Blobs", "RunningS3", "TestKit", nioCore]),
        tests("Telemetry", ["Telemetry", "JSON", logging, metrics, lifecycle, nioCore, nioEmbedded]),
        tests("Settings", ["Settings"]),
        tests(
            "ServiceHost",
            ["CMalloc", "ServiceHost", "Contracts", "RPC", "Settings", "Telemetry", "TestKit", "TLS", logging]),
        service(
            "Gateway",
            [
                "Blobs", "CSpawn", "CZlib", "JSON", "Chat", "Wire", "RPC", "TLS", "Contracts", "EventLog", "Presence",
                "Storage", "Telemetry", nioCore, nioPosix, nioHTTP1, crypto, grdb, hummingbird, logging, metrics,
                lifecycle, collections,
            ], rooms: ["Calls", "Files", "GRPC", "Plugins", "Shard", "Transport"]),
        .systemLibrary(
            name: "CZlib", path: "Shared/CLibraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        tests(
            "Gateway",
            [
                "Gateway", "Blobs", "JSON", "Chat", "Contracts", "EventLog", "Presence", "RPC", "RunningMongo",
                "RunningS3", "Settings", "Storage", "TLS", "TestKit", "WebSocketEcho", "Wire", nioCore, nioPosix,
                nioEmbedded, nioHTTP1, logging,
            ],
            exclude: ["Transport/Interop/Python"]),
        .executableTarget(
            name: "WebSocketEcho", dependencies: ["Gateway", nioCore, nioPosix, logging],
            path: "Tests/Conformance/WebSocketEcho", swiftSettings: swiftSettings),
        service(
            "Message", ["Contracts", "Wire", "RPC", "Chat", "JSON", "EventLog", "Storage", grdb, logging, metrics],
            rooms: ["Sequencer", "Store"]),
        service(
            "Group", ["Contracts", "Wire", "RPC", "Chat", "JSON", "EventLog", "Storage", grdb, logging, metrics],
            rooms: ["Handlers"]),
        service(
            "Auth",
            [
                "Contracts", "Wire", "RPC", "Chat", "JSON", "EventLog", "Storage", "TLS", asyncHTTPClient, crypto,
                cryptoExtras, grdb, logging, metrics, nioCore, nioHTTP1, nioPosix,
            ], rooms: ["Mail", "Rest", "Secrets", "Store", "Tokens"]),
        tests(
            "Auth",
            [
                "Auth", "Contracts", "Wire", "RPC", "Chat", "EventLog", "JSON", "RunningMongo", "Settings", "Storage",
                "TestKit", "TLS", hummingbird, logging, nioCore,
            ],
            exclude: ["Mail/Python"]),
        service(
            "Push", ["Contracts", "Wire", "RPC", "Chat", "EventLog", "Presence", logging, metrics],
            rooms: ["Router"]),
        service(
            "CallToken",
            [
                "Contracts", "Wire", "RPC", "Chat", "JSON", "Presence", "Storage", "Telemetry", grdb, logging, metrics,
            ], rooms: ["Domain", "Handlers"]),
        .target(
            name: "Suite",
            dependencies: [
                "Auth", "Group", "Message", "Push", "CallToken", "Gateway", "Chat", "Contracts", "EventLog", "JSON",
                "Load", "ParleyClient", "Presence", "RPC", "ServiceHost", "Settings", "Storage", "Telemetry", "TLS",
                arguments, lifecycle, signals, logging, metrics,
            ],
            path: "Services/Suite", exclude: besides(["Chat", "Load"]), swiftSettings: swiftSettings),
        program("parley", of: "Suite"),
        program("parley-gateway", of: "Gateway"),
        program("parley-auth", of: "Auth"),
        program("parley-message", of: "Message"),
        program("parley-group", of: "Group"),
        program("parley-push", of: "Push"),
        program("parley-call-token", of: "CallToken"),
        .executableTarget(
            name: "MockBroker", dependencies: ["CRDKafka"], path: "Tests/MockBroker", swiftSettings: swiftSettings),
        .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: swiftSettings),
        .target(
            name: "RunningMongo", dependencies: ["Storage", "TestKit"], path: "Tests/RunningMongo",
            swiftSettings: swiftSettings),
        .target(
            name: "RunningS3", dependencies: ["Blobs", nioCore], path: "Tests/RunningS3", swiftSettings: swiftSettings),
        .target(
            name: "RunningParley", dependencies: ["ParleyClient", "JSON"], path: "Tests/RunningParley",
            swiftSettings: swiftSettings),
        .target(
            name: "RunningCluster", dependencies: ["JSON", "TestKit", nioCore, nioPosix], path: "Tests/RunningCluster",
            swiftSettings: swiftSettings),
        tests(
            "Chaos",
            [
                "parley", "parley-gateway", "parley-auth", "parley-message", "parley-group", "parley-push",
                "parley-call-token", "MockBroker", "ParleyClient", "RunningCluster", "TestKit", "JSON",
            ]),
        tests("Client", ["parley", "ParleyClient", "RunningParley", "TestKit", "JSON"]),
        tests(
            "Suite",
            [
                "Suite", "Auth", "CallToken", "Gateway", "Group", "Message", "Push", "ServiceHost", "Settings",
                "ParleyClient", "RunningParley", "JSON", "parley",
            ]),
        tests(
            "EndToEnd",
            [
                "parley", "parley-gateway", "parley-auth", "parley-message", "parley-group", "parley-push",
                "parley-call-token", "Contracts", "ParleyClient", "RPC", "RunningMongo", "RunningParley", "RunningS3",
                "Storage", "TestKit", "JSON", grdb,
            ]),
        tests(
            "Conformance",
            [
                "parley", "Contracts", "Gateway", "ParleyClient", "RPC", "RunningCluster", "RunningParley", "TestKit",
                "JSON", nioCore, nioPosix, nioHTTP1, nioWebSocket, asyncHTTPClient,
            ],
            exclude: ["Dialogues", "ProtobufTestee", "WebSocketEcho", "GRPC/Python"]),
        tests(
            "Message",
            [
                "Message", "Chat", "Contracts", "EventLog", "RPC", "RunningMongo", "Storage", "TestKit", "Wire", grdb,
                logging,
            ]),
        tests("Push", ["Push", "Chat", "Contracts", "EventLog", "Presence", "RPC", "Wire", logging]),
        tests(
            "Group",
            ["Group", "Contracts", "Wire", "RPC", "Chat", "EventLog", "RunningMongo", "Storage", "TestKit", logging]),
        tests(
            "CallToken",
            [
                "CallToken", "Chat", "Contracts", "JSON", "Presence", "RPC", "RunningMongo", "ServiceHost", "Settings",
                "Storage", "TestKit", "Wire", logging,
            ]),
        .target(
            name: "ParleyClient", dependencies: ["JSON", nioCore, nioPosix, nioHTTP1, nioWebSocket],
            path: "Shared/Client", swiftSettings: swiftSettings),
        shared("Load", ["JSON", nioCore, nioPosix, histogram]),
        tests("Load", ["Load", "RunningParley", "TestKit", "JSON", "parley", nioCore, nioPosix]),
    ]
)
