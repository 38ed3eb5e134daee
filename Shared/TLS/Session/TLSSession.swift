internal import COpenSSL
import NIOCore

/// One TLS connection without its socket: ciphertext in and out, plaintext in and out.
///
/// Not thread-safe: belongs to one event loop. It does no I/O and takes no time but for the arithmetic.
///
/// Ownership: the object owns one `SSL`, made in `init` and freed in `deinit`, and the `SSL` owns the two memory BIOs that
/// the ciphertext passes through. The `SSL` keeps an unretained pointer to this object for OpenSSL's callbacks, which is
/// valid because the `SSL` dies first. BIOs copy: no pointer into Swift's memory outlives a call.
final class TLSSession {
    /// What reading plaintext came to.
    enum ReadOutcome: Equatable {
        /// All there is was read.
        case needsMore
        /// The other side has said goodbye: nothing more will come.
        case ended
        case failed(TLSError)
    }

    /// Kept as long as the session, because OpenSSL's callbacks ask it.
    let context: TLSContext
    let peerName: PeerNamePolicy
    /// Set in the middle of a handshake, when the other side's name is not one of those that it should be.
    var refusedURIs: [String]?
    /// Set in the middle of a handshake, when the other side takes no part in the choice of a protocol.
    var lacksApplicationProtocol = false
    let ssl: OpaquePointer
    /// Ciphertext that came and was not looked at yet; the `SSL`'s.
    private var received: OpaquePointer?
    /// Ciphertext that is to go; the `SSL`'s.
    private var outgoing: OpaquePointer?

    /// The plaintext that one record takes at most (RFC 8446 section 5.1).
    static let recordSize = 16 * 1024
    /// Buffers beyond this size are given back once they are empty.
    private static let keptCapacity = 4 * 1024

    /// Prepares a connection.
    ///
    /// - Parameters:
    ///   - context: The certificates and rules.
    ///   - serverName: What a client asks the server for (RFC 6066 section 3); the host of `peerName` unless said.
    ///   - peerName: Whom the other side must be.
    /// - Throws: `unusableSettings` for a name that cannot be asked for.
    init(_ context: TLSContext, serverName: String?, peerName: PeerNamePolicy) throws(TLSError) {
        self.context = context
        self.peerName = peerName
        OpenSSLFailure.clear()
        guard let ssl = SSL_new(context.handle) else { throw .unusableSettings(OpenSSLFailure.take().text) }
        self.ssl = ssl
        try replaceReceived()
        try replaceOutgoing()
        SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
        switch context.configuration.role {
        case .server: SSL_set_accept_state(ssl)
        case .client: SSL_set_connect_state(ssl)
        }
        try expect(serverName)
    }

    deinit {
        SSL_free(ssl)
    }

    /// The session that OpenSSL calls back about.
    static func of(_ ssl: OpaquePointer?) -> TLSSession? {
        guard let ssl, let pointer = SSL_get_ex_data(ssl, 0) else { return nil }
        return Unmanaged<TLSSession>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Has OpenSSL check the peer's host, and tells a server what is asked for.
    private func expect(_ serverName: String?) throws(TLSError) {
        var asked = serverName
        if case .host(let host) = peerName {
            let rules = SSL_get0_param(ssl)
            let flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
            X509_VERIFY_PARAM_set_hostflags(rules, UInt32(flags))
            if X509_VERIFY_PARAM_set1_ip_asc(rules, host) != 1 {
                OpenSSLFailure.clear()
                guard !host.isEmpty, X509_VERIFY_PARAM_set1_host(rules, host, host.utf8.count) == 1 else {
                    throw .unusableSettings("no host is called \"\(host)\"")
                }
                asked = asked ?? host
            }
        }
        guard context.configuration.role == .client else { return }
        if let asked, parley_SSL_set_tlsext_host_name(ssl, asked) != 1 {
            throw .unusableSettings("no server can be asked for \"\(asked)\"")
        }
        // This call alone of OpenSSL's returns 0 for success.
        if !context.protocolList.isEmpty,
            SSL_set_alpn_protos(ssl, context.protocolList, UInt32(context.protocolList.count)) != 0
        {
            throw .unusableSettings(OpenSSLFailure.take().text)
        }
    }

    // MARK: Ciphertext

    /// Takes ciphertext in; `handshake` and `read` look at it.
    func receive(_ ciphertext: ByteBuffer) {
        ciphertext.withUnsafeReadableBytes { bytes in
            // A memory BIO takes all, or there is no memory, which the next read tells.
            _ = BIO_write(received, bytes.baseAddress, Int32(bytes.count))
        }
    }

    /// Moves ciphertext that is to go into a buffer.
    func takeOutput(into buffer: inout ByteBuffer) {
        let count = BIO_ctrl_pending(outgoing)
        guard count > 0 else { return }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
            max(0, Int(BIO_read(outgoing, bytes.baseAddress, Int32(count))))
        }
    }

    /// Whether there is ciphertext to go.
    var hasOutput: Bool { BIO_ctrl_pending(outgoing) > 0 }

    /// Gives memory back that a burst has used, after the handshake.
    func releaseSpace() {
        if parley_BIO_mem_capacity(received) > Self.keptCapacity, BIO_ctrl_pending(received) == 0 {
            // Without memory for a small object the old buffer stays.
            try? replaceReceived()
        }
        if parley_BIO_mem_capacity(outgoing) > Self.keptCapacity, BIO_ctrl_pending(outgoing) == 0 {
            try? replaceOutgoing()
        }
    }

    /// The `SSL` frees the BIO that it had before.
    private func replaceReceived() throws(TLSError) {
        guard let bio = BIO_new(BIO_s_mem()) else { throw .unusableSettings("no memory") }
        SSL_set0_rbio(ssl, bio)
        received = bio
    }

    private func replaceOutgoing() throws(TLSError) {
        guard let bio = BIO_new(BIO_s_mem()) else { throw .unusableSettings("no memory") }
        SSL_set0_wbio(ssl, bio)
        outgoing = bio
    }

    // MARK: Plaintext

    /// Goes on with the handshake as far as what has come allows.
    ///
    /// - Returns: Whether it is done.
    /// - Throws: why it failed; what there is to go then tells the other side.
    func handshake() throws(TLSError) -> Bool {
        OpenSSLFailure.clear()
        let result = SSL_do_handshake(ssl)
        guard result != 1 else {
            guard !context.configuration.requiresApplicationProtocol || applicationProtocol != nil else {
                throw .noCommonProtocol
            }
            return true
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return false
        case SSL_ERROR_ZERO_RETURN: throw .alert("close notify")
        default: throw handshakeFailure(OpenSSLFailure.take())
        }
    }

    /// Appends all plaintext that has come to a buffer.
    func read(into buffer: inout ByteBuffer) -> ReadOutcome {
        while true {
            OpenSSLFailure.clear()
            var result: Int32 = 0
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 1024) { bytes in
                result = SSL_read(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
                return max(0, Int(result))
            }
            guard result <= 0 else { continue }
            switch SSL_get_error(ssl, result) {
            case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsMore
            case SSL_ERROR_ZERO_RETURN: return .ended
            default: return .failed(failure(OpenSSLFailure.take()))
            }
        }
    }

    /// Encrypts plaintext.
    ///
    /// - Parameter plaintext: At least one byte; at most `recordSize` make one record.
    /// - Throws: `protocolViolation` when the session cannot go on.
    func write(_ plaintext: ByteBuffer) throws(TLSError) {
        OpenSSLFailure.clear()
        let isTaken = plaintext.withUnsafeReadableBytes { bytes in
            // Takes all: a memory BIO is never full.
            SSL_write(ssl, bytes.baseAddress, Int32(bytes.count)) == Int32(bytes.count)
        }
        guard isTaken else { throw failure(OpenSSLFailure.take()) }
    }

    /// Says goodbye; the other side may go on sending.
    func sayGoodbye() {
        OpenSSLFailure.clear()
        // Whether the other side has said goodbye too is of no interest.
        _ = SSL_shutdown(ssl)
    }

    /// How much ciphertext waits to be looked at, which is more than the plaintext in it.
    var receivedByteCount: Int { BIO_ctrl_pending(received) }
}
