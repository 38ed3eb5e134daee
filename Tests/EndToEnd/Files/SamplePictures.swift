import Foundation

/// Pictures made here.
enum SamplePicture {
    /// A PNG of one colour, one bit a pixel: however large it is, its file is small.
    static func png(width: Int, height: Int) throws -> [UInt8] {
        let row = [UInt8](repeating: 0, count: 1 + (width + 7) / 8)
        let rows = [UInt8](repeating: 0, count: row.count * height)
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", bytes(width) + bytes(height) + [1, 0, 0, 0, 0])
        file += chunk("IDAT", try compressed(rows))
        return file + chunk("IEND", [])
    }

    /// The header says that it is large; there is nothing behind it.
    static func hollowPNG(width: Int, height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", bytes(width) + bytes(height) + [8, 6, 0, 0, 0]) + chunk("IEND", [])
    }

    /// What zlib makes of bytes, by way of Python, which the tests need anyway.
    private static func compressed(_ content: [UInt8]) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import sys,zlib; sys.stdout.buffer.write(zlib.compress(bytes(\(content.count)), 9))",
        ]
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in body {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return bytes(content.count) + body + bytes(Int(~sum))
    }
}
