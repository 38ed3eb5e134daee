import JSON
import Logging
import Testing

@testable import Telemetry

@Suite struct LogTests {
    private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> LogLine {
        LogLine(time: 1_795_216_610_377, level: .info, label: "gateway", message: message, metadata: metadata)
    }

    @Test("A JSON line is one object: time, level, logger, message, then metadata by name")
    func json() {
        let line = line("opened", ["user": "usrA", "count": "\(3)", "all": ["a", ["b": "c"]]])
        #expect(
            String(decoding: line.encoded(as: .json), as: UTF8.self) == """
                {"time":"2026-11-20T23:16:50.377Z","level":"info","logger":"gateway","message":"opened",\
                "all":["a",{"b":"c"}],"count":"3","user":"usrA"}

                """)
    }

    @Test("Metadata cannot take the place of the line's own fields")
    func reserved() {
        let text = String(decoding: line("x", ["time": "never"]).encoded(as: .json), as: UTF8.self)
        #expect(text.contains(#""time":"2026"#))
        #expect(text.contains(#""time_":"never""#))
    }

    @Test("A text line is readable and has its values in quotes where needed")
    func text() {
        let line = line("opened", ["user": "usrA", "path": "a b", "reason": "", "say": "\"x\""])
        #expect(
            String(decoding: line.encoded(as: .text), as: UTF8.self)
                == "2026-11-20T23:16:50.377Z info     gateway: opened path=\"a b\" reason=\"\" say=\"\\\"x\\\"\" user=usrA\n"
        )
    }

    @Test("Nobody can forge a second line", arguments: LogFormat.allCases)
    func oneLine(format: LogFormat) {
        let line = line("a\nb\r\u{2028}\u{1B}[31m", ["user": "x\ny"])
        let bytes = line.encoded(as: format)
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(!bytes.contains(0x1B))
    }

    @Test("Long texts are cut at a whole character", arguments: LogFormat.allCases)
    func clipping(format: LogFormat) {
        let long = String(repeating: "é", count: 100_000)
        let bytes = line(long, ["user": "\(long)"]).encoded(as: format)
        #expect(bytes.count < 1_500)
        #expect(String(validating: bytes, as: UTF8.self)?.contains("é…") == true)
    }

    @Test("Lines below the level are not written")
    func level() {
        let lines = RecordedLines()
        var logger = Log.logger("test", level: .notice, to: lines.sink)
        logger.info("no")
        logger.notice("yes")
        logger.logLevel = .trace
        logger.trace("now")
        #expect(lines.all.count == 2)
    }

    @Test("What is nearer to the event wins: its metadata, then the logger's, then the provider's")
    func precedence() throws {
        let lines = RecordedLines()
        let provider = Logger.MetadataProvider { ["trace": "provider", "user": "provider", "topic": "provider"] }
        var handler = StructuredLogHandler(
            label: "test", format: .json, sink: lines.sink, now: { 0 }, logLevel: .info)
        handler.metadataProvider = provider
        var logger = Logger(label: "test") { _ in handler }
        logger[.user] = "logger"
        logger[.topic] = "logger"
        logger.info("x", metadata: .fields([.topic: "event"]))
        let line = try #require(lines.all.first)
        let object = try #require(RawJSON(validating: Array(line.utf8)).object)
        #expect(object["trace"]?.string == "provider")
        #expect(object["user"]?.string == "logger")
        #expect(object["topic"]?.string == "event")
    }

    @Test("Of an error only the type is shown")
    func errors() {
        struct Leak: Error {
            let content = "hello carol"
        }
        let lines = RecordedLines()
        Log.logger("test", to: lines.sink).error("failed", error: Leak())
        #expect(lines.all.count == 1)
        #expect(lines.all[0].hasSuffix("test: failed error=Leak\n"))
    }

    @Test("Keys are words of their own, in lower case")
    func keys() {
        #expect(Set(LogKey.allCases.map(\.rawValue)).count == LogKey.allCases.count)
        #expect(LogKey.allCases.allSatisfy { $0.rawValue.allSatisfy(\.isLowercase) })
    }
}
