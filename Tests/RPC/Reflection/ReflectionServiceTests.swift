import RPC
import Testing
import Wire

@Suite struct ReflectionServiceTests {
    /// Serves what the descriptors below speak of.
    private struct Mail: RPCService {
        func register(in router: inout RPCRouter) {
            router.unary(Letter.post) { letter, _ in letter }
        }
    }

    /// `mail.proto`: imports `paper.proto`; a message with another and an enumeration in it, and two services.
    private static let mail = Descriptor.bytes(
        .text(1, "mail.proto"), .text(2, "test.v1"), .text(3, "paper.proto"),
        .nested(4, [.text(1, "Parcel"), .nested(3, [.text(1, "Stamp")]), .nested(4, [.text(1, "Size")])]),
        .nested(5, [.text(1, "Colour")]),
        .nested(6, [.text(1, "Mail"), .nested(2, [.text(1, "Post")])]),
        .nested(6, [.text(1, "Elsewhere"), .nested(2, [.text(1, "Fetch")])]))
    /// `paper.proto`: one message, in no package.
    private static let paper = Descriptor.bytes(.text(1, "paper.proto"), .nested(4, [.text(1, "Sheet")]))

    private static let service = ReflectionService(of: [Mail()], files: [mail, paper, [0xFF]])

    /// The names of reflection itself.
    private static let own = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]

    private func answers(
        to questions: [ReflectionRequest.Question?], by method: RPCMethod<ReflectionRequest, ReflectionResponse>
    ) async throws -> [ReflectionResponse] {
        let network = InProcessNetwork()
        network.serve(RPCRouter([Self.service]), at: "here")
        return try await RPCClient(network.transport(to: "here")).bidirectional(method) { requests, responses in
            for question in questions {
                var request = ReflectionRequest()
                request.host = "host"
                request.question = question
                try await requests.send(request)
            }
            requests.finish()
            return try await responses.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("Of the described services those are listed that are served, under both names of reflection")
    func services() async throws {
        for method in [ReflectionService.info, ReflectionService.infoAlpha] {
            let answers = try await answers(to: [.services("")], by: method)
            #expect(answers.map(\.answer) == [.services(Self.own + ["test.v1.Mail"])])
            #expect(answers.first?.host == "host")
            #expect(answers.first?.request?.question == .services(""))
        }
    }

    @Test(
        "A file is found by its name and by all that it declares, with what it imports",
        arguments: [
            .file(named: "mail.proto"), .fileContaining(symbol: "test.v1.Parcel"),
            .fileContaining(symbol: "test.v1.Parcel.Stamp"), .fileContaining(symbol: "test.v1.Parcel.Size"),
            .fileContaining(symbol: "test.v1.Colour"), .fileContaining(symbol: "test.v1.Mail"),
            .fileContaining(symbol: "test.v1.Mail.Post"),
        ] as [ReflectionRequest.Question])
    func files(question: ReflectionRequest.Question) async throws {
        let answers = try await answers(to: [question], by: ReflectionService.info)
        #expect(answers.map(\.answer) == [.files([Self.mail, Self.paper])])
    }

    @Test("Questions are answered one by one; what there is not is said to be missing")
    func missing() async throws {
        let questions: [ReflectionRequest.Question?] = [
            .fileContaining(symbol: "Sheet"), .file(named: "none.proto"), .fileContaining(symbol: "test.v1.Nothing"),
            .fileContainingExtension([]), .extensionNumbers(of: "Sheet"), .extensionNumbers(of: "Nothing"), nil,
        ]
        let answers = try await answers(to: questions, by: ReflectionService.info).map(\.answer)
        let expected: [ReflectionResponse.Answer?] = [
            .files([Self.paper]), .failure(.notFound, "not found: none.proto"),
            .failure(.notFound, "not found: test.v1.Nothing"), .failure(.notFound, "not found: extensions"),
            .noExtensions(of: "Sheet"), .failure(.notFound, "not found: Nothing"),
            .failure(.invalidArgument, "a request without a question"),
        ]
        #expect(answers == expected)
    }
}

/// Puts descriptors together, field by field.
private enum Descriptor {
    case text(Int, String)
    indirect case nested(Int, [Descriptor])

    static func bytes(_ fields: Descriptor...) -> [UInt8] {
        var writer = WireWriter()
        for field in fields { field.write(to: &writer) }
        return writer.bytes
    }

    private func write(to writer: inout WireWriter) {
        switch self {
        case .text(let number, let text): writer.string(text, at: number)
        case .nested(let number, let fields):
            writer.tag(number, .lengthDelimited)
            writer.delimited { writer in
                for field in fields { field.write(to: &writer) }
            }
        }
    }
}
