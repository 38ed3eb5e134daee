package import Wire

/// What is asked about the services of a process (`grpc.reflection.v1.ServerReflectionRequest`).
package struct ReflectionRequest: WireMessage {
    /// One question; a request holds one.
    package enum Question: Equatable, Sendable {
        /// The file of this name, and those that it imports.
        case file(named: String)
        /// The file that declares this message, enumeration, service or method, and those that it imports.
        case fileContaining(symbol: String)
        /// The file that declares an extension of a message; the bytes name both.
        case fileContainingExtension([UInt8])
        /// The numbers of all extensions of a message.
        case extensionNumbers(of: String)
        /// The names of all services; what is said with it means nothing.
        case services(String)
    }

    /// The host that the caller means; it is handed back.
    package var host = ""
    /// The question; nil for one that this version does not know.
    package var question: Question?
    /// Fields that this version does not know.
    package var unknownFields = UnknownFields()

    /// Creates a request without a question.
    package init() {}

    /// Creates a request.
    package init(_ question: Question) {
        self.question = question
    }

    /// Appends all fields.
    package func encodeFields(to writer: inout WireWriter) {
        writer.string(host, at: 1)
        // As one of a `oneof`, the question is written even if it is empty.
        switch question {
        case .file(let name): writer.strings([name], at: 3)
        case .fileContaining(let symbol): writer.strings([symbol], at: 4)
        case .fileContainingExtension(let bytes):
            writer.tag(5, .lengthDelimited)
            writer.delimited { $0.raw(bytes) }
        case .extensionNumbers(let type): writer.strings([type], at: 6)
        case .services(let text): writer.strings([text], at: 7)
        case nil: break
        }
    }

    /// Reads one field.
    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: host = try reader.string(tag)
        case 3: question = .file(named: try reader.string(tag))
        case 4: question = .fileContaining(symbol: try reader.string(tag))
        case 5: question = .fileContainingExtension(try reader.bytes(tag))
        case 6: question = .extensionNumbers(of: try reader.string(tag))
        case 7: question = .services(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer (`grpc.reflection.v1.ServerReflectionResponse`).
package struct ReflectionResponse: WireMessage {
    /// What the answer is.
    package enum Answer: Equatable, Sendable {
        /// The bytes of `google.protobuf.FileDescriptorProto`s, the one that was asked for first.
        case files([[UInt8]])
        /// A message, and the numbers of its extensions, of which there are none.
        case noExtensions(of: String)
        /// The full names of the services.
        case services([String])
        /// Why there is no other answer.
        case failure(StatusCode, String)
    }

    /// The host of the request.
    package var host = ""
    /// The request.
    package var request: ReflectionRequest?
    /// The answer; nil for one that this version does not know.
    package var answer: Answer?
    /// Fields that this version does not know.
    package var unknownFields = UnknownFields()

    /// Creates a response without an answer.
    package init() {}

    /// Creates the response to a request.
    package init(_ answer: Answer, to request: ReflectionRequest) {
        host = request.host
        self.request = request
        self.answer = answer
    }

    /// Appends all fields.
    package func encodeFields(to writer: inout WireWriter) {
        writer.string(host, at: 1)
        writer.message(request, at: 2)
        switch answer {
        case .files(let files): writer.message(BytesList(files), at: 4)
        case .noExtensions(let type): writer.message(NamedThing(type), at: 5)
        case .services(let names): writer.message(NamedThings(names), at: 6)
        case .failure(let code, let message): writer.message(ReflectionFailure(code, message), at: 7)
        case nil: break
        }
    }

    /// Reads one field.
    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: host = try reader.string(tag)
        case 2: request = try reader.message(tag, into: request)
        case 4:
            let files: BytesList = try reader.message(tag)
            answer = .files(files.items)
        case 5:
            let type: NamedThing = try reader.message(tag)
            answer = .noExtensions(of: type.name)
        case 6:
            let services: NamedThings = try reader.message(tag)
            answer = .services(services.items.map(\.name))
        case 7:
            let failure: ReflectionFailure = try reader.message(tag)
            answer = .failure(StatusCode(rawValue: failure.code) ?? .unknown, failure.message)
        default: return false
        }
        return true
    }
}
