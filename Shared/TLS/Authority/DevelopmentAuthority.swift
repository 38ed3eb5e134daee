internal import COpenSSL

/// An authority that vouches for the services of one machine or one test: a folder with its certificate and its key.
///
/// Whoever can read the folder can pass for any service: in production certificates come from an authority that keeps
/// its key elsewhere. Its methods read and write small files, and belong on no event loop.
package final class DevelopmentAuthority {
    private let folder: String
    private let certificate: Certificate
    private let key: PrivateKey

    /// The days that an authority is good for.
    package static let lifetimeInDays = 3650

    /// The file with the authority's certificate: what peers are to trust.
    package var trustRoots: String { Self.certificatePath(folder) }

    private static func certificatePath(_ folder: String) -> String { "\(folder)/ca.pem" }
    private static func keyPath(_ folder: String) -> String { "\(folder)/ca.key" }

    /// Takes the authority of a folder, or makes one where there is none.
    ///
    /// - Parameters:
    ///   - folder: Exists; gets `ca.pem`, and `ca.key` that only its owner may read.
    ///   - validity: When a new one is good.
    /// - Throws: `CertificateError`; nothing of an authority that exists is ever replaced.
    package init(
        folder: String, validity: CertificateValidity = .days(lifetimeInDays)
    ) throws(CertificateError) {
        let (certificatePath, keyPath) = (Self.certificatePath(folder), Self.keyPath(folder))
        self.folder = folder
        switch (try Certificate(file: certificatePath), try PrivateKey(file: keyPath)) {
        case (let certificate?, let key?):
            guard certificate.belongs(to: key) else {
                throw .unusableAuthority(path: keyPath, reason: "it is not the key of \(certificatePath)")
            }
            guard !certificate.isExpired else { throw .expiredAuthority(path: certificatePath) }
            self.certificate = certificate
            self.key = key
        case (nil, nil):
            key = try PrivateKey()
            certificate = try Self.make(key, validity)
            try key.write(to: keyPath)
            try certificate.write(to: certificatePath)
        case (nil, _?):
            throw .incompleteAuthority(missing: certificatePath)
        case (_?, nil):
            throw .incompleteAuthority(missing: keyPath)
        }
    }

    private static func make(
        _ key: PrivateKey, _ validity: CertificateValidity
    ) throws(CertificateError) -> Certificate {
        let certificate = try Certificate(name: "Parley development authority", key: key, validity: validity)
        // Vouches for services, but for no further authority.
        try certificate.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        try certificate.add(NID_key_usage, "critical,keyCertSign,cRLSign")
        try certificate.add(NID_subject_key_identifier, "hash")
        try certificate.sign(by: certificate, key)
        return certificate
    }

    /// Makes a certificate and a key for a service, in place of those it had.
    ///
    /// The certificate is good for both sides of a connection, and bears the service's URI, `localhost`, `127.0.0.1`,
    /// `::1` and the further hosts.
    ///
    /// - Parameters:
    ///   - service: Its name, which is also that of the files: `<service>.pem`, and `<service>.key` that only its owner
    ///     may read.
    ///   - hosts: Further host names (a first label `*` stands for any) and IP addresses.
    ///   - validity: When it is good.
    /// - Returns: The two files.
    /// - Throws: `CertificateError`.
    @discardableResult
    package func issue(
        _ service: String, hosts: [String] = [], validity: CertificateValidity = .days(90)
    ) throws(CertificateError) -> TLSIdentity {
        guard ServiceName.isValid(service), service != "ca" else { throw .unusableName(service) }
        var names = ["URI:\(ServiceName.uri(of: service))"]
        for host in ["localhost", "127.0.0.1", "::1"] + hosts {
            let name = try SubjectName.text(of: host)
            if !names.contains(name) { names.append(name) }
        }
        let leafKey = try PrivateKey()
        let leaf = try Certificate(name: service, key: leafKey, validity: validity)
        try leaf.add(NID_basic_constraints, "critical,CA:FALSE")
        try leaf.add(NID_key_usage, "critical,digitalSignature")
        try leaf.add(NID_ext_key_usage, "serverAuth,clientAuth")
        try leaf.add(NID_subject_alt_name, names.joined(separator: ","))
        try leaf.add(NID_subject_key_identifier, "hash")
        try leaf.add(NID_authority_key_identifier, "keyid", issuer: certificate)
        try leaf.sign(by: certificate, key)
        let identity = TLSIdentity(
            certificateChain: "\(folder)/\(service).pem", privateKey: "\(folder)/\(service).key")
        try leafKey.write(to: identity.privateKey)
        try leaf.write(to: identity.certificateChain)
        return identity
    }
}
