package import Settings

/// What can be set about uploaded files.
package enum FileSettings {
    /// The largest file.
    package static let size = Setting(
        "gateway.files.size", default: ByteSize.mebibytes(8), in: .kibibytes(1)...(.mebibytes(4096)),
        "The largest file that clients may upload.")
    /// How long a file may be unused.
    package static let unused = Setting(
        "gateway.files.unused", default: Duration.seconds(3600), in: .milliseconds(100)...(.seconds(30 * 86_400)),
        "How long a file is kept that no message and no picture uses.")
    /// Small pictures.
    package static let thumbnails = Setting(
        "gateway.files.thumbnails", default: true, "Whether small pictures are made, with the programs of libvips.")
    /// Where S3 is.
    package static let endpoint = Setting(
        "gateway.s3.endpoint", default: String?.none,
        "An S3 store for files, as http(s)://HOST[:PORT]; without it they are kept in the data folder.")
    /// The region.
    package static let region = Setting(
        "gateway.s3.region", default: "us-east-1", "The region that requests to S3 are signed for.")
    /// The bucket.
    package static let bucket = Setting(
        "gateway.s3.bucket", default: "parley", "The bucket for files; made when it is missing.")
    /// Who asks.
    package static let accessKey = Setting("gateway.s3.accessKey", default: "", "The name that S3 knows us by.")
    /// What requests are signed with.
    package static let secretKey = Setting(
        "gateway.s3.secretKey", default: Settings.Secret?.none, "The secret that requests to S3 are signed with.")
    /// Where the bucket's name goes.
    package static let pathStyle = Setting(
        "gateway.s3.pathStyle", default: true, "Whether the bucket is in the path of addresses, not in the host's name."
    )
    /// Whether clients go to S3.
    package static let redirects = Setting(
        "gateway.s3.redirects", default: true,
        "Whether clients are sent to S3 for a download; else the gateway passes it on.")
    /// How long an address in S3 is good.
    package static let addressTime = Setting(
        "gateway.s3.addressTime", default: Duration.seconds(3600), in: .seconds(1)...(.seconds(604_800)),
        "How long the address is good that a client is sent to.")

    /// All of them.
    package static let all: [any SettingDeclaration] = [
        size, unused, thumbnails, endpoint, region, bucket, accessKey, secretKey, pathStyle, redirects, addressTime,
    ]
}

/// How files are treated.
struct FileLimits: Sendable {
    /// The largest file, bytes.
    var size: Int64 = 8 << 20
    /// How long a file that nothing uses is kept.
    var unused = Duration.seconds(3600)
    /// How often unused files are looked for.
    var period = Duration.seconds(60)
    /// Files collected in one turn.
    var portion = 100
    /// Uploads at a time of those who have said who they are; more are told to come back.
    var uploads = 64
    /// Uploads at a time of those who are still to say who they are.
    var strangerUploads = 16
    /// Whether clients are sent to the store of contents where it has addresses.
    var redirects = true
    /// How long such an address is good.
    var addressTime = Duration.seconds(3600)
}
