import Blobs
import Foundation
import NIOCore
import TestKit
import Testing

@Suite("Blobs in a folder keep the contract", .timeLimit(.minutes(1)))
struct FolderBlobStoreTests {
    @Test("promise", arguments: BlobStoreContract.promises)
    func promise(_ promise: BlobStorePromise) async throws {
        let folder = try TemporaryFolder()
        try await promise.check(try FolderBlobStore(folder.path(of: "blobs")))
    }

    private func files(in folder: String) throws -> [String] {
        let paths = try #require(FileManager.default.enumerator(atPath: folder))
        return paths.compactMap { $0 as? String }.filter { !$0.hasSuffix("incoming") && $0.contains(".bin") }
    }

    @Test("Blobs are spread over folders, and the next start finds them")
    func spread() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderBlobStore(folder.path)
        for index in 0..<40 { _ = try await store.put(BlobKey("\(index).bin"), Sample.stream(index)) }
        let folders = Set(try files(in: folder.path).map { $0.split(separator: "/").dropLast().joined() })
        #expect(folders.count > 30)
        let again = try FolderBlobStore(folder.path)
        #expect(try await again.size(of: BlobKey("39.bin")) == 39)
    }

    @Test("Nothing is left of a write that failed, nor after a restart of one that a crash ended")
    func leftovers() async throws {
        let folder = try TemporaryFolder()
        let incoming = folder.path(of: "incoming")
        do {
            let store = try FolderBlobStore(folder.path)
            _ = try? await store.put(BlobKey("half.bin"), Sample.failing(after: 200_000))
            #expect(try FileManager.default.contentsOfDirectory(atPath: incoming).isEmpty)
        }
        #expect(FileManager.default.createFile(atPath: "\(incoming)/crashed", contents: Data([1])))
        _ = try FolderBlobStore(folder.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: incoming).isEmpty)
    }

    @Test("A blob that is deleted while it is read is read to its end")
    func deletedMeanwhile() async throws {
        let folder = try TemporaryFolder()
        let store = try FolderBlobStore(folder.path)
        let key = try BlobKey("read.bin")
        _ = try await store.put(key, Sample.stream(300_000))
        let blob = try #require(try await store.open(key, nil))
        try await store.delete(key)
        #expect(try await Sample.isSample(blob.content, 0..<300_000))
    }

    @Test("Clients have no address of a blob in a folder")
    func noAddress() async throws {
        let folder = try TemporaryFolder()
        let view = BlobView(type: "image/png", disposition: "inline")
        #expect(try FolderBlobStore(folder.path).address(of: BlobKey("a"), view, for: .seconds(1)) == nil)
    }

    @Test("A folder that cannot be made is told of")
    func noFolder() throws {
        #expect(throws: BlobError.self) { try FolderBlobStore("/proc/no/such/folder") }
    }

    @Test("A name that could leave the folder is none", arguments: ["", "..", "../a", "a/b", ".a", "a\0", "ä", "a b"])
    func badKeys(text: String) {
        #expect(throws: BlobError.badKey) { try BlobKey(text) }
    }
}
