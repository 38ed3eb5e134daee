import Blobs
import Chat
import Contracts
import JSON
import NIOHTTP1

extension FileEndpoint {
    /// What a form may be longer than the largest file: its other fields, headers and boundaries.
    private static let formSize: Int64 = 64 * 1024

    /// The topic that somebody names who is about to sign up.
    static let newAccount = "newacc"

    /// Takes in a form with a file.
    ///
    /// Who uploads may be said in the form behind the file: then the content is kept first, and thrown away if it turns
    /// out that nobody did.
    func upload(_ request: FileRequest, _ body: BlobStream, _ answer: FileAnswer) async throws {
        let credentials = FileCredentials(request)
        let early = try await identify(credentials)
        guard let parser = MultipartParser(contentType: request.headers.first(name: "content-type")) else {
            throw Refusal(.malformed)
        }
        if let size = request.bodySize, size > files.sizeLimit + Self.formSize { throw Refusal(.tooLarge) }
        if request.expectsContinue { try await answer.goOn() }

        let reader = FormReader(body, parser)
        var form = request.query
        var stored: FileRecord?
        while let part = try await reader.nextPart() {
            guard part.name == "file" else {
                form[part.name] = try await reader.value()
                continue
            }
            guard stored == nil else { throw Refusal(.malformed) }
            let content = BlobStream { try await reader.nextPiece() }
            // In the form it may be said before the file, too.
            let uploader = early == nil ? try await identify(FileCredentials(request, form: form)) : early
            stored = try await files.receive(content, type: part.type, isKnown: uploader != nil) {
                // The fields that decide stand behind the file: stock clients write it first.
                while let part = try await reader.nextPart() {
                    guard part.name != "file" else { throw Refusal(.malformed) }
                    form[part.name] = try await reader.value()
                }
                if let uploader { return uploader.user }
                let actor = try await identify(FileCredentials(request, form: form))
                guard actor != nil || form["topic"] == Self.newAccount else { throw Refusal(.authenticationRequired) }
                return actor?.user
            }
        }
        guard let stored else { throw Refusal(.malformed) }
        try await reader.drain()
        let expires = files.now() + Int64(files.limits.unused / .milliseconds(1))
        try await reply(
            .ok,
            [
                ControlParameter("expires", .string(Timestamp.text(expires))),
                ControlParameter("url", .string(stored.address)),
            ], to: form["id"], request, answer)
    }
}
