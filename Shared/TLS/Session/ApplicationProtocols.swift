internal import COpenSSL

/// The choice of what is spoken inside a connection (RFC 7301).
enum ApplicationProtocols {
    /// The names one after the other, each with its length in front.
    ///
    /// - Throws: `unusableSettings` for a name that is empty or longer than 255 bytes.
    static func encode(_ names: [String]) throws(TLSError) -> [UInt8] {
        var list: [UInt8] = []
        for name in names {
            guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
                throw .unusableSettings("no application protocol can be called \"\(name)\"")
            }
            list.append(length)
            list += name.utf8
        }
        return list
    }

    /// Has a server choose, and refuse clients that take no part where they must.
    static func installChoice(in handle: OpaquePointer) {
        SSL_CTX_set_alpn_select_cb(
            handle,
            { ssl, chosen, chosenLength, offered, offeredLength, _ in
                ApplicationProtocols.choose(ssl, chosen, chosenLength, offered, offeredLength)
            }, nil)
        SSL_CTX_set_client_hello_cb(handle, { ssl, alert, _ in ApplicationProtocols.refuseTheSilent(ssl, alert) }, nil)
    }

    /// Chooses the first of the server's protocols that the client offers; `chosen` points into what was offered.
    private static func choose(
        _ ssl: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ chosenLength: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredLength: UInt32
    ) -> Int32 {
        guard let session = TLSSession.of(ssl), let offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        let wanted = session.context.configuration.applicationProtocols
        // Nothing is spoken here that would need a name.
        guard !wanted.isEmpty else { return SSL_TLSEXT_ERR_NOACK }
        // OpenSSL has checked that the list is well formed.
        let list = UnsafeBufferPointer(start: offered, count: Int(offeredLength))
        for name in wanted {
            var start = 0
            while start < list.count {
                let end = start + 1 + Int(list[start])
                guard end <= list.count else { break }
                if list[(start + 1)..<end].elementsEqual(name.utf8) {
                    chosen?.pointee = offered + start + 1
                    chosenLength?.pointee = list[start]
                    return SSL_TLSEXT_ERR_OK
                }
                start = end
            }
        }
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }

    private static func refuseTheSilent(_ ssl: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?) -> Int32 {
        guard let session = TLSSession.of(ssl) else { return SSL_CLIENT_HELLO_ERROR }
        guard session.context.configuration.requiresApplicationProtocol else { return SSL_CLIENT_HELLO_SUCCESS }
        var start: UnsafePointer<UInt8>?
        var length = 0
        let type = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
        guard SSL_client_hello_get0_ext(ssl, type, &start, &length) == 1 else {
            session.lacksApplicationProtocol = true
            alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
            return SSL_CLIENT_HELLO_ERROR
        }
        return SSL_CLIENT_HELLO_SUCCESS
    }
}
