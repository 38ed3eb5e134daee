import Metrics

/// What is counted about files.
struct FileMeters: Sendable {
    private let uploads = Counter(label: "parley_gateway_file_uploads_total")
    private let uploadedBytes = Counter(label: "parley_gateway_file_uploaded_bytes_total")
    private let downloads = Counter(label: "parley_gateway_file_downloads_total")
    private let downloadedBytes = Counter(label: "parley_gateway_file_downloaded_bytes_total")
    private let redirects = Counter(label: "parley_gateway_file_redirects_total")
    private let collected = Counter(label: "parley_gateway_files_collected_total")
    private let refusals: [Int: Counter] = Dictionary(
        uniqueKeysWithValues: (3...5).map {
            ($0, Counter(label: "parley_gateway_file_refusals_total", dimensions: [("class", "\($0)xx")]))
        })

    /// Counts a file that was kept.
    func uploaded(bytes: Int64) {
        uploads.increment()
        uploadedBytes.increment(by: bytes)
    }

    /// Counts a download that was begun.
    func downloadBegan() {
        downloads.increment()
    }

    /// Counts bytes that went out.
    func downloaded(bytes: Int) {
        downloadedBytes.increment(by: bytes)
    }

    /// Counts a client that was sent to the store.
    func redirected() {
        redirects.increment()
    }

    /// Counts a request that was refused.
    func refused(_ code: ReplyCode) {
        refusals[code.number / 100]?.increment()
    }

    /// Counts files that were removed because nothing used them.
    func collected(_ count: Int) {
        collected.increment(by: count)
    }
}
