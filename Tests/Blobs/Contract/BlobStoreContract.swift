import Blobs
import NIOCore
import Testing

/// One promise of the port, and how to try it on an adapter.
struct BlobStorePromise: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (any BlobStore) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (any BlobStore) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of the store of blobs; every adapter's suite runs all of them.
enum BlobStoreContract {
    /// Larger than two parts of an S3 upload, and no multiple of anything.
    static let large = 11 * 1024 * 1024 + 77

    static var promises: [BlobStorePromise] { keeping + reading + failing }

    private static var keeping: [BlobStorePromise] {
        [
            BlobStorePromise("what was put is there, byte by byte") { store async throws in
                for size in [0, 1, 1000, 65_536, 65_537, 300_000] {
                    let key = try BlobKey("size-\(size)")
                    #expect(try await store.put(key, Sample.stream(size)) == Int64(size))
                    #expect(try await store.size(of: key) == Int64(size))
                    let blob = try #require(try await store.open(key, nil))
                    #expect(blob.size == Int64(size))
                    #expect(try await Sample.isSample(blob.content, 0..<size))
                }
            },
            BlobStorePromise("a large blob is there too, and can be read from its middle") { store async throws in
                let key = try BlobKey("large")
                #expect(try await store.put(key, Sample.stream(large, piece: 8192)) == Int64(large))
                let whole = try #require(try await store.open(key, nil))
                #expect(try await Sample.isSample(whole.content, 0..<large))
                let middle = 6_000_000..<6_300_001
                let part = try #require(try await store.open(key, Int64(middle.lowerBound)..<Int64(middle.upperBound)))
                #expect(part.size == Int64(large))
                #expect(try await Sample.isSample(part.content, middle))
            },
            BlobStorePromise("a blob takes the place of the one before") { store async throws in
                let key = try BlobKey("twice")
                _ = try await store.put(key, Sample.stream(5000))
                _ = try await store.put(key, BlobStream(ByteBuffer(string: "short")))
                let blob = try #require(try await store.open(key, nil))
                #expect(try await blob.content.collect(upTo: 100) == ByteBuffer(string: "short"))
            },
            BlobStorePromise("what was deleted is gone, and deleting again is no error") { store async throws in
                let key = try BlobKey("gone")
                _ = try await store.put(key, Sample.stream(10))
                for _ in 0..<2 {
                    try await store.delete(key)
                    #expect(try await store.open(key, nil) == nil)
                    #expect(try await store.size(of: key) == nil)
                }
            },
            BlobStorePromise("keys that differ by one letter are different blobs") { store async throws in
                let keys = try ["a", "A", "a.b", "a-b", "a_b"].map { try BlobKey($0) }
                for (index, key) in keys.enumerated() { _ = try await store.put(key, Sample.stream(index)) }
                for (index, key) in keys.enumerated() { #expect(try await store.size(of: key) == Int64(index)) }
            },
        ]
    }

    private static var reading: [BlobStorePromise] {
        [
            BlobStorePromise("a range is read alone, and ends with the blob") { store async throws in
                let key = try BlobKey("ranges")
                _ = try await store.put(key, Sample.stream(1000))
                for range in [0..<1, 10..<20, 999..<1000, 500..<1000, 990..<5000] as [Range<Int64>] {
                    let blob = try #require(try await store.open(key, range))
                    #expect(blob.size == 1000)
                    #expect(
                        try await Sample.isSample(
                            blob.content, Int(range.lowerBound)..<min(1000, Int(range.upperBound))))
                }
                for range in [5..<5, 1000..<1010] as [Range<Int64>] {
                    let blob = try #require(try await store.open(key, range))
                    #expect(try await blob.content.collect(upTo: 10) == ByteBuffer())
                }
            },
            BlobStorePromise("of a blob that is not there nothing can be read") { store async throws in
                #expect(try await store.open(BlobKey("never"), nil) == nil)
                #expect(try await store.open(BlobKey("never"), 1..<2) == nil)
                #expect(try await store.size(of: BlobKey("never")) == nil)
            },
        ]
    }

    private static var failing: [BlobStorePromise] {
        [
            BlobStorePromise("a source that fails leaves what was there before") { store async throws in
                let key = try BlobKey("half")
                for size in [20, 7 * 1024 * 1024] {
                    await #expect(throws: Sample.Failure.self) {
                        _ = try await store.put(key, Sample.failing(after: size))
                    }
                    #expect(try await store.size(of: key) == nil)
                }
                _ = try await store.put(key, Sample.stream(5))
                await #expect(throws: Sample.Failure.self) { _ = try await store.put(key, Sample.failing(after: 20)) }
                #expect(try await store.size(of: key) == 5)
            },
            BlobStorePromise("a put that is cancelled leaves nothing") { store async throws in
                let key = try BlobKey("cancelled")
                let (pieces, source) = AsyncStream.makeStream(of: ByteBuffer.self)
                source.yield(Sample.bytes(0..<100_000))
                let putting = Task { _ = try await store.put(key, BlobStream(Sample.Cancellable(pieces))) }
                putting.cancel()
                await #expect(throws: (any Error).self) { try await putting.value }
                #expect(try await store.size(of: key) == nil)
            },
            BlobStorePromise("many may write and read at once") { store async throws in
                try await withThrowingTaskGroup { group in
                    for index in 0..<16 {
                        group.addTask {
                            let key = try BlobKey("many-\(index)")
                            _ = try await store.put(key, Sample.stream(90_000 + index))
                            let blob = try #require(try await store.open(key, nil))
                            #expect(try await Sample.isSample(blob.content, 0..<90_000 + index))
                        }
                    }
                    try await group.waitForAll()
                }
            },
        ]
    }
}
