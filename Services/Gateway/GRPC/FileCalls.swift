import Blobs
import Chat
import Contracts
import NIOCore
import RPC
import Synchronization

/// Files over `pbx.Node`, for clients that have no HTTP.
///
/// How it went is said in the code of the answers; the call itself fails only when it can say nothing more.
struct FileCalls: Sendable {
    let endpoint: FileEndpoint

    /// Takes a file in: what it is and who sends it stand in the first message, its bytes in all of them.
    func receive(_ parts: RPCIncoming<Pbx.FileUpReq>) async -> Pbx.FileUpResp {
        var id = ""
        do {
            let rest = parts.makeAsyncIterator()
            guard let first = try await rest.next() else { throw Refusal(.malformed) }
            id = first.id
            let sender = try await endpoint.identify(Self.credentials(first.auth))
            guard sender != nil || first.topic == FileEndpoint.newAccount else {
                throw Refusal(.authenticationRequired)
            }
            guard first.meta?.size ?? 0 <= endpoint.files.sizeLimit else { throw Refusal(.tooLarge) }
            let content = Self.content(beginningWith: first.content, rest)
            let file = try await endpoint.files.receive(
                content, type: first.meta?.mimeType, isKnown: sender != nil
            ) { sender?.user }
            return Pbx.FileUpResp(id: id, code: 200, text: "ok", meta: Self.meta(of: file, try FileView(of: file)))
        } catch {
            let code = endpoint.refusal(for: error).code
            endpoint.files.meters.refused(code)
            return Pbx.FileUpResp(id: id, code: Int32(code.number), text: code.text)
        }
    }

    /// Gives a file out: what it is first, then its bytes, no faster than they are read.
    ///
    /// - Throws: When the client has gone, or the bytes cannot be read to their end.
    func serve(_ request: Pbx.FileDownReq, to client: RPCOutgoing<Pbx.FileDownResp>) async throws {
        let content: BlobStream
        do {
            _ = try await endpoint.requireActor(Self.credentials(request.auth))
            guard let id = FileID(address: request.uri) else { throw Refusal(.notFound) }
            let file = try await endpoint.files.file(named: "\(id)")
            let view = try FileView(of: file)
            let meta = Self.meta(of: file, view)
            guard request.ifModified != meta.etag else {
                try await client.send(answer(.notModified, to: request, meta))
                return
            }
            endpoint.files.meters.downloadBegan()
            if let address = endpoint.address(of: view, isHead: false, asAttachment: !view.isPassive) {
                endpoint.files.meters.redirected()
                var redirection = answer(.found, to: request, meta)
                redirection.redirUrl = address
                try await client.send(redirection)
                return
            }
            content = try await endpoint.files.content(of: file)
            try await client.send(answer(.ok, to: request, meta))
        } catch {
            let code = endpoint.refusal(for: error).code
            endpoint.files.meters.refused(code)
            try await client.send(answer(code, to: request, nil))
            return
        }
        for try await piece in content {
            try await client.send(Pbx.FileDownResp(id: request.id, content: Array(piece.readableBytesView)))
            endpoint.files.meters.downloaded(bytes: piece.readableBytes)
        }
    }

    private func answer(_ code: ReplyCode, to request: Pbx.FileDownReq, _ meta: Pbx.FileMeta?) -> Pbx.FileDownResp {
        Pbx.FileDownResp(id: request.id, code: Int32(code.number), text: code.text, meta: meta)
    }

    private static func content(
        beginningWith first: [UInt8], _ rest: RPCIncoming<Pbx.FileUpReq>.AsyncIterator
    ) -> BlobStream {
        let first = Mutex(first)
        return BlobStream {
            let start = first.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
            if !start.isEmpty { return ByteBuffer(bytes: start) }
            while let part = try await rest.next() {
                if !part.content.isEmpty { return ByteBuffer(bytes: part.content) }
            }
            return nil
        }
    }

    private static func credentials(_ auth: Pbx.Auth?) -> FileCredentials {
        guard let auth, !auth.scheme.isEmpty else { return .none }
        return .secret(scheme: auth.scheme.lowercased(), auth.secret)
    }

    private static func meta(of file: FileRecord, _ view: FileView) -> Pbx.FileMeta {
        Pbx.FileMeta(name: file.address, mimeType: view.header, etag: "\(view.key)", size: file.size)
    }
}
