import NIOCore

/// Makes a small picture with `vipsthumbnail`, a program of libvips, under `prlimit`.
///
/// The programs rather than the library: what decodes a stranger's bytes runs in a process that has no descriptor but its
/// input and output, an empty environment, few seconds and little memory, and whose crash is an exit status. They are
/// packaged, so that there is no code of ours between the bytes and the decoders.
struct PictureProgram: Sendable {
    /// What small pictures are written as.
    enum Format: Sendable {
        case jpeg, webp

        /// The format for an original; nil for what is no picture that is read.
        ///
        /// What may be transparent becomes WebP.
        init?(_ type: String) {
            switch type {
            case "image/jpeg": self = .jpeg
            case "image/png", "image/gif", "image/webp": self = .webp
            default: return nil
            }
        }

        /// The media type.
        var type: String {
            switch self {
            case .jpeg: "image/jpeg"
            case .webp: "image/webp"
            }
        }

        fileprivate var output: String {
            switch self {
            case .jpeg: ".jpg[Q=80,strip]"
            case .webp: ".webp[Q=80,strip]"
            }
        }
    }

    /// What came of it.
    enum Outcome: Sendable {
        case made(ByteBuffer)
        /// It is no picture, or takes too much.
        case refused
        /// The programs are not there.
        case noProgram
    }

    /// The largest small picture, bytes.
    private static let outputSize = 2 << 20

    /// What the programs may take.
    var limits = ProcessLimits()
    /// Where the programs are looked for.
    var searchPath = "/usr/local/bin:/usr/bin:/bin"

    /// Makes one; blocks for as long as the limits allow.
    ///
    /// - Parameters:
    ///   - job: Has the original.
    ///   - format: What to write.
    ///   - size: The longest side, pixels.
    ///   - pixels: The most that the original may have.
    /// - Returns: What came of it.
    func run(_ job: PictureJob, _ format: Format, size: Int, pixels: Int) -> Outcome {
        switch process(["vipsheader", "stdin"], job) {
        case .missing: return .noProgram
        case .failed: return .refused
        case .succeeded: break
        }
        let header = job.result(upTo: 4096).map { String(buffer: $0) } ?? ""
        guard let (width, height) = Self.dimensions(header), width > 0, height > 0,
            width <= pixels, height <= pixels, width * height <= pixels
        else { return .refused }
        // Half a picture is none.
        let source = "stdin[fail-on=truncated]"
        switch process(["vipsthumbnail", source, "--size", "\(size)x\(size)>", "-o", format.output], job) {
        case .missing: return .noProgram
        case .failed: return .refused
        case .succeeded: return job.result(upTo: Self.outputSize).map { .made($0) } ?? .refused
        }
    }

    private func process(_ arguments: [String], _ job: PictureJob) -> LimitedProcess.End {
        LimitedProcess(
            arguments: arguments, limits: limits, searchPath: searchPath, folder: job.folder
        ).run(input: job.input, output: job.output)
    }

    /// Width and height, as `vipsheader` writes them: `640x480 uchar, …`.
    static func dimensions(_ header: String) -> (width: Int, height: Int)? {
        let sides = header.prefix { $0 != " " }.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, let width = Int(sides[0]), let height = Int(sides[1]) else { return nil }
        return (width, height)
    }
}
