import Foundation
import Storage
import TestKit
import Testing

@Suite struct DataFolderTests {
    @Test("A missing folder is made, with those above it, for its owner alone")
    func creation() throws {
        let outer = try TemporaryFolder()
        let path = outer.path(of: "a/b/c")
        let folder = try DataFolder(path)
        for made in [path, outer.path(of: "a")] {
            let attributes = try FileManager.default.attributesOfItem(atPath: made)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
        #expect(folder.path(of: "x.sqlite") == "\(path)/x.sqlite")
    }

    @Test("A claimed folder cannot be claimed again; the error names the folder and the owner")
    func secondClaim() throws {
        let outer = try TemporaryFolder()
        let folder = try DataFolder(outer.path)
        let owner = ProcessInfo.processInfo.processIdentifier
        let error = #expect(throws: DataFolderError.self) { try DataFolder(outer.path) }
        #expect(error == .inUse(folder: folder.path, owner: owner))
        #expect(error?.description == "the data folder \(outer.path) is in use by process \(owner)")
    }

    @Test("A folder that was released can be claimed again")
    func release() throws {
        let outer = try TemporaryFolder()
        let first = try DataFolder(outer.path)
        first.release()
        first.release()
        let second = try DataFolder(outer.path)
        second.release()
    }

    @Test("A mark is there for the next one who works in the folder")
    func mark() throws {
        let outer = try TemporaryFolder()
        let first = try DataFolder(outer.path)
        #expect(!first.hasMark("done"))
        try first.leaveMark("done")
        first.release()
        #expect(try DataFolder(outer.path).hasMark("done"))
    }

    @Test("The claim of another process is respected, and ends with its death")
    func otherProcess() throws {
        let outer = try TemporaryFolder()
        let lock = outer.path(of: "parley.lock")
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Says "locked" once it has the lock, and then waits on its input for ever.
        other.arguments = ["-c", "exec 9>'\(lock)'; flock -x 9; echo $$ >&9; echo locked; exec cat"]
        let output = Pipe()
        other.standardOutput = output
        other.standardInput = Pipe()
        try other.run()
        _ = output.fileHandleForReading.availableData

        #expect(throws: DataFolderError.inUse(folder: outer.path, owner: other.processIdentifier)) {
            try DataFolder(outer.path)
        }
        kill(other.processIdentifier, SIGKILL)
        other.waitUntilExit()
        try DataFolder(outer.path).release()
    }

    @Test("A path that cannot be a folder is refused", arguments: ["", "/proc/nothing/here", "/dev/null"])
    func unusable(_ path: String) {
        let error = #expect(throws: DataFolderError.self) { try DataFolder(path) }
        guard case .unusable(path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
