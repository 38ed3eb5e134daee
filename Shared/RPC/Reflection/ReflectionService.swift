import Wire

/// Tells what a process serves, so that tools such as `grpcurl` can call it without its `.proto` files:
/// `grpc.reflection.v1.ServerReflection`, and `v1alpha`, which is the same.
package struct ReflectionService: RPCService {
    /// Asks questions, and gets an answer to each.
    package static let info = RPCMethod<ReflectionRequest, ReflectionResponse>(
        service: "grpc.reflection.v1.ServerReflection", name: "ServerReflectionInfo", isIdempotent: true)
    /// The same by its older name.
    package static let infoAlpha = RPCMethod<ReflectionRequest, ReflectionResponse>(
        service: "grpc.reflection.v1alpha.ServerReflection", name: "ServerReflectionInfo", isIdempotent: true)

    private let services: [String]
    private let files: [String: (imports: [String], bytes: [UInt8])]
    /// The names of the files by what they declare.
    private let places: [String: String]
    private let messages: Set<String>

    /// Describes services, and itself; one whose file is missing is not listed: nobody could do anything with its name.
    ///
    /// - Parameters:
    ///   - services: What is served.
    ///   - files: The bytes of `google.protobuf.FileDescriptorProto`s; what is none is left out, and those of gRPC's own
    ///     services are known.
    package init(of services: [any RPCService], files: [[UInt8]]) {
        let described = (files + StandardDescriptors.files).compactMap { bytes in
            (try? DescribedFile(decoding: bytes)).map { ($0, bytes) }
        }
        let served = RPCRouter(services).services.union([Self.info, Self.infoAlpha].map(\.service))
        self.services = described.flatMap(\.0.serviceNames).filter(served.contains).sorted()
        self.files = Dictionary(described.map { ($0.name, ($0.imports, $1)) }) { first, _ in first }
        places = Dictionary(described.flatMap { file, _ in file.symbols.map { ($0, file.name) } }) { first, _ in first }
        messages = Set(described.flatMap(\.0.messageNames))
    }

    /// Enters both names of the method.
    package func register(in router: inout RPCRouter) {
        for method in [Self.info, Self.infoAlpha] {
            router.bidirectional(method) { requests, responses, _ in
                for try await request in requests {
                    try await responses.send(ReflectionResponse(answer(to: request), to: request))
                }
            }
        }
    }

    private func answer(to request: ReflectionRequest) -> ReflectionResponse.Answer {
        switch request.question {
        case .services: .services(services)
        case .file(let name): file(named: name)
        case .fileContaining(let symbol): places[symbol].map(file(named:)) ?? Self.missing("\(symbol)")
        case .fileContainingExtension: Self.missing("extensions")
        case .extensionNumbers(let type):
            messages.contains(type) ? .noExtensions(of: type) : Self.missing(type)
        case nil: .failure(.invalidArgument, "a request without a question")
        }
    }

    /// A file and all that it stands on.
    private func file(named name: String) -> ReflectionResponse.Answer {
        var names = [name]
        var contents: [[UInt8]] = []
        var next = 0
        while next < names.count {
            guard let file = files[names[next]] else { return Self.missing(names[next]) }
            contents.append(file.bytes)
            names += file.imports.filter { !names.contains($0) }
            next += 1
        }
        return .files(contents)
    }

    private static func missing(_ what: String) -> ReflectionResponse.Answer {
        .failure(.notFound, "not found: \(what)")
    }
}
