/// Fired through the pipeline once both sides know each other, before anything that the other side sent.
///
/// A client may see it although the server refuses its certificate: in TLS 1.3 the server decides after the client.
package struct TLSHandshakeCompleted: Hashable, Sendable {
    /// What is spoken inside, such as `h2`; nil when the two sides did not choose.
    package let applicationProtocol: String?
    /// The URIs of the other side's certificate, which was checked; none when it was not asked for one.
    package let peerURIs: [String]
    /// The serial number of the other side's certificate in hexadecimal, for logs; nil without a certificate.
    package let peerSerial: String?
    /// The protocol's version, such as `TLSv1.3`.
    package let version: String

    /// The Parley service that the other side's certificate belongs to; nil when it belongs to none.
    package var peerService: String? { ServiceName.service(in: peerURIs) }
}
