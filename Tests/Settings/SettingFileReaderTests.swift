import Foundation
import Testing

@testable import Settings

@Suite struct SettingFileReaderTests {
    @Test("A file that is not there, or is a folder, says so")
    func unreadable() {
        #expect(throws: SettingFileReader.Failure("there is no such file")) {
            try SettingFileReader.disk.read("/nonexistent/parley.json")
        }
        #expect(throws: SettingFileReader.Failure.self) { try SettingFileReader.disk.read("/") }
    }

    @Test("A file is read whole, up to a limit")
    func reads() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("parley-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try SettingFileReader.disk.read(path) == Array("{}".utf8))
        try Data(count: SettingFileReader.sizeLimit + 1).write(to: URL(fileURLWithPath: path))
        #expect(throws: SettingFileReader.Failure("the file is larger than 1 MiB")) {
            try SettingFileReader.disk.read(path)
        }
    }
}
