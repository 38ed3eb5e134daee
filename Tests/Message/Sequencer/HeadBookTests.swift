import Testing

@testable import Message

@Suite("The heads that a sequencer remembers")
struct HeadBookTests {
    private let book = HeadBook()

    @Test("are those of the partitions that it owns")
    func owned() {
        book.open(1)
        book.remember(["a": Head(sequence: 3, at: 9)], in: 1)
        book.remember(["b": Head(sequence: 4, at: 9)], in: 2)
        #expect(book.heads(of: ["a", "b"], in: 1) == ["a": Head(sequence: 3, at: 9)])
        #expect(book.heads(of: ["a", "b"], in: 2).isEmpty)
    }

    @Test("are gone when the partition is, whatever a batch that ends late says")
    func late() {
        book.open(1)
        book.close(1)
        book.forget(1)
        book.remember(["a": Head(sequence: 3)], in: 1)
        #expect(book.count(in: 1) == nil)
        book.open(1)
        #expect(book.count(in: 1) == 0)
    }

    @Test("are never more than the partition's share of the bound")
    func bound() {
        for partition in 1...32 { book.open(partition) }
        for batch in 0..<50 {
            let topics = (0..<1_000).map { ("t\(batch)-\($0)", Head(sequence: 1)) }
            book.remember(Dictionary(uniqueKeysWithValues: topics), in: 1)
        }
        #expect((book.count(in: 1) ?? 0) <= HeadBook.capacity / 32)
        #expect(book.heads(of: ["t49-999"], in: 1).count == 1)
    }
}
