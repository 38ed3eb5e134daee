import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1

/// An external server that keeps accounts: it is asked by HTTP, with JSON in the body of a POST.
///
/// Secrets go to it and nowhere else. Nothing is asked twice.
struct RestAuthenticator: Sendable {
    /// What can be asked.
    enum Endpoint: String {
        /// Keep a new account's secret.
        case add
        /// Whose secret is it?
        case auth
        /// Could the secret be a new account's?
        case isUnique = "checkunique"
        /// Forget an account.
        case remove = "del"
        /// Note the number that Parley has given to somebody.
        case link
        /// Keep another secret for an account.
        case update = "upd"
        /// The namespaces of the tags that only the server grants.
        case restrictedTags = "rtagns"
    }

    /// An answer without an error.
    struct Reply: Sendable {
        var record: RestRecord?
        var newAccount: RestNewAccount?
        /// What the client is asked back.
        var challenge: [UInt8] = []
        var truth: Bool?
        var words: [String] = []
    }

    /// The largest answer that is read, bytes.
    private static let answerSize = 256 * 1024

    let settings: RestSettings

    /// Asks one question.
    ///
    /// - Parameters:
    ///   - endpoint: Which.
    ///   - secret: What the client has sent; nil where it is not needed. Never logged.
    ///   - address: Where the client connects from; empty where not known.
    ///   - record: What Parley knows of the account.
    /// - Returns: What it answers.
    /// - Throws: ``RestFailure``.
    func ask(
        _ endpoint: Endpoint, secret: [UInt8]? = nil, address: String = "", record: RestRecord? = nil
    ) async throws(RestFailure) -> Reply {
        let question = RawJSON.build { writer in
            writer.beginObject()
            writer.field("endpoint", endpoint.rawValue)
            if let secret { writer.field("secret", Data(secret).base64EncodedString()) }
            if !address.isEmpty { writer.field("addr", address) }
            if let record {
                writer.key("rec")
                writer.raw(record.json)
            }
            writer.endObject()
        }
        let bytes = try await post(question.bytes, to: endpoint)
        guard let fields = (try? RawJSON(validating: bytes))?.object else { throw .unreadable }
        if let word = fields["err"]?.string, !word.isEmpty {
            throw RestFailure.Word(rawValue: word).map(RestFailure.refused) ?? .unreadable
        }
        return try reply(fields)
    }

    private func reply(_ fields: JSONObjectView) throws(RestFailure) -> Reply {
        var reply = Reply()
        if let value = fields["rec"], !value.isNull {
            guard let record = RestRecord(value) else { throw .unreadable }
            reply.record = record
        }
        if let value = fields["newacc"], !value.isNull {
            guard let account = RestNewAccount(value) else { throw .unreadable }
            reply.newAccount = account
        }
        if let text = fields["byteval"]?.string {
            guard let bytes = Data(base64Encoded: text) else { throw .unreadable }
            reply.challenge = [UInt8](bytes)
        }
        reply.truth = fields["boolval"]?.bool
        reply.words = fields["strarr"]?.array?.compactMap(\.string) ?? []
        return reply
    }

    private func post(_ body: [UInt8], to endpoint: Endpoint) async throws(RestFailure) -> [UInt8] {
        var url = settings.url
        if settings.usesSeparateEndpoints {
            url += (url.hasSuffix("/") ? "" : "/") + endpoint.rawValue
        }
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await HTTPClient.shared.execute(
                request, timeout: .nanoseconds(Int64(settings.timeout / .nanoseconds(1))))
            guard (200..<300).contains(response.status.code) else { throw RestFailure.unreadable }
            let answer = try await response.body.collect(upTo: Self.answerSize)
            return [UInt8](answer.readableBytesView)
        } catch let failure as RestFailure {
            throw failure
        } catch let error as HTTPClientError {
            throw error == .deadlineExceeded || error == .connectTimeout || error == .readTimeout
                ? RestFailure.timeout : RestFailure.unreachable
        } catch is NIOTooManyBytesError {
            throw RestFailure.unreadable
        } catch {
            throw .unreachable
        }
    }
}
