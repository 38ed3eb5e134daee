import NIOCore
import Testing

@testable import Gateway

@Suite struct MultipartParserTests {
    private static let type = "multipart/form-data; boundary=\"b-1 x\""

    private static let form =
        "--b-1 x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".png\"\r\n"
        + "Content-Type: image/png\r\n\r\nline\r\n--b-1 y\r\n--b-1\r\n\r\n--b-1 x  \r\n"
        + "content-disposition: form-data; name=id\r\n\r\n\r\n--b-1 x\r\n"
        + "Content-Disposition: form-data; name=\"topic\"\r\n\r\nnewacc\r\n--b-1 x--\r\nepilogue"

    /// What comes out, with the bytes of each part put together.
    private func events(_ pieces: [ByteBuffer], type: String = type) throws -> [String] {
        var parser = try #require(MultipartParser(contentType: type))
        var events: [String] = []
        var bytes = ByteBuffer()
        for piece in pieces {
            for event in try parser.read(piece) {
                switch event {
                case .part(let head): events.append("part \(head.name) \(head.fileName ?? "-") \(head.type ?? "-")")
                case .bytes(let more):
                    #expect(more.readableBytes > 0)
                    bytes.writeImmutableBuffer(more)
                case .partEnd:
                    events.append(String(buffer: bytes))
                    bytes = ByteBuffer()
                case .end: events.append("end")
                }
            }
        }
        #expect(parser.isComplete == (events.last == "end"))
        return events
    }

    private static let expected = [
        "part file a \"b\".png image/png", "line\r\n--b-1 y\r\n--b-1\r\n", "part id - -", "", "part topic - -",
        "newacc",
        "end",
    ]

    @Test("A form comes apart into its parts")
    func whole() throws {
        #expect(try events([ByteBuffer(string: Self.form)]) == Self.expected)
    }

    @Test("However it is cut in two, the same comes out")
    func cuts() throws {
        let bytes = Array(Self.form.utf8)
        for cut in 0...bytes.count {
            #expect(
                try events([ByteBuffer(bytes: bytes[..<cut]), ByteBuffer(bytes: bytes[cut...])]) == Self.expected,
                "cut at \(cut)")
        }
    }

    @Test("Byte by byte, too")
    func drips() throws {
        #expect(try events(Self.form.utf8.map { ByteBuffer(bytes: [$0]) }) == Self.expected)
    }

    @Test("What stands before the first boundary is passed over, with or without a line's end")
    func preamble() throws {
        let part = "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--"
        for before in ["", "\r\n", "preamble --b no\r\n", "-\r\n--\r\n"] {
            let form = ByteBuffer(string: before + part)
            #expect(try events([form], type: "multipart/form-data; boundary=b").last == "end")
        }
    }

    @Test("Of a form that is cut off there is no end")
    func unfinished() throws {
        for length in stride(from: 0, to: Self.form.utf8.count - 12, by: 7) {
            #expect(try events([ByteBuffer(bytes: Self.form.utf8.prefix(length))]).last != "end")
        }
    }

    @Test("Little is held back of a large part")
    func bounded() throws {
        var parser = try #require(MultipartParser(contentType: Self.type))
        _ = try parser.read(ByteBuffer(string: "--b-1 x\r\nContent-Disposition: form-data; name=f\r\n\r\n"))
        var count = 0
        for _ in 0..<100 {
            for case .bytes(let bytes) in try parser.read(ByteBuffer(repeating: 0x0D, count: 8192)) {
                count += bytes.readableBytes
            }
        }
        #expect(count > 100 * 8192 - 20)
    }

    @Test(
        "What is no form is refused",
        arguments: [
            nil, "", "text/plain", "multipart/form-data", "multipart/mixed; boundary=x",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\(String(repeating: "x", count: 71))",
        ])
    func noForm(type: String?) {
        #expect(MultipartParser(contentType: type) == nil)
    }

    @Test(
        "What is out of all bounds is refused",
        arguments: [
            ("--b\r\nX: \(String(repeating: "x", count: 9000))", MultipartParser.Fault.tooMuch),
            ("--b\(String(repeating: " ", count: 9000))", .tooMuch),
            ("--b\r\nX: \(String(repeating: "x", count: 9000))\r\n\r\n", .tooMuch),
            ("--bx\r\n", .malformed), ("--b\r\nno colon\r\n\r\n", .malformed), ("--b\r\nX: y\r\n\r\n", .malformed),
            ("--b\r\nContent-Disposition: form-data\r\n\r\n", .malformed),
            ("--b\r\nContent-Disposition: attachment; name=x\r\n\r\n", .malformed), ("--b\r\n\r\n\r\n", .malformed),
            (
                String(repeating: "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n", count: 33),
                .tooMuch
            ),
        ])
    func faults(text: String, fault: MultipartParser.Fault) throws {
        var parser = try #require(MultipartParser(contentType: "multipart/form-data; boundary=b"))
        #expect(throws: fault) { try parser.read(ByteBuffer(string: text)) }
    }
}
