import CMalloc
import Foundation
import Testing

@Suite struct HeapTests {
    @Test("What was freed goes back to the system")
    func givingBack() throws {
        // Kept one by one in between, so that the heap cannot shrink at its end.
        var kept: [UnsafeMutableRawPointer] = []
        var freed: [UnsafeMutableRawPointer] = []
        for _ in 0..<2_000 {
            let block = malloc(64 << 10)
            let stone = malloc(64)
            if let block { freed.append(block) }
            if let stone { kept.append(stone) }
            block?.initializeMemory(as: UInt8.self, repeating: 1, count: 64 << 10)
        }
        for block in freed { free(block) }
        let before = try resident()
        parley_malloc_give_back()
        #expect(try resident() < before - 64 << 20)
        for stone in kept { free(stone) }
    }

    /// Bytes of this process that are in memory.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(pages[1])) * 4096
    }
}
