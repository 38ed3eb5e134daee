/// Where an S3 store is, and how it is worked with.
package struct S3Settings: Sendable {
    /// `http` or `https`.
    package var scheme: String
    /// The host of the store, with the port where it is not the scheme's own.
    package var authority: String
    package var region: String
    package var bucket: String
    package var accessKey: String
    /// Never logged.
    package var secretKey: String
    /// Whether the bucket is the beginning of the path rather than of the host's name.
    package var usesPathStyle = true
    /// Bytes of a part: larger blobs are sent in several; 5 MiB is the least that S3 takes.
    package var partSize = 5 << 20
    /// How often a request that failed is made again.
    package var retries = 2

    /// Reads where the store is; nil for an endpoint that is none.
    ///
    /// - Parameters:
    ///   - endpoint: `http://host[:port]` or `https://…`.
    ///   - region: The region that requests are signed for.
    ///   - bucket: The bucket; made when it is missing.
    ///   - accessKey: Who asks.
    ///   - secretKey: What requests are signed with.
    package init?(endpoint: String, region: String, bucket: String, accessKey: String, secretKey: String) {
        let parts = endpoint.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, ["http:", "https:"].contains(parts[0]), parts[1].isEmpty, !parts[2].isEmpty,
            parts.dropFirst(3).allSatisfy(\.isEmpty), !bucket.isEmpty
        else { return nil }
        scheme = String(parts[0].dropLast())
        authority = String(parts[2])
        // Clients leave out the port that goes without saying, and the signature covers what they send.
        let own = scheme == "http" ? ":80" : ":443"
        if authority.hasSuffix(own) { authority.removeLast(own.count) }
        self.region = region
        self.bucket = bucket
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    /// The `Host` of requests.
    var host: String { usesPathStyle ? authority : "\(bucket).\(authority)" }

    /// The path of an object, or of the bucket itself.
    func path(of key: BlobKey?) -> String {
        let base = usesPathStyle ? "/\(bucket)" : ""
        guard let key else { return base.isEmpty ? "/" : base }
        return "\(base)/\(key)"
    }
}
