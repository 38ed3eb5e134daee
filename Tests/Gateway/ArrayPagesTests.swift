import Testing

@testable import Gateway

@Suite struct ArrayPagesTests {
    @Test("All elements are there once, in their order; only the last page may be shorter")
    func pages() {
        #expect((1...7).map(\.self).pages(of: 3) == [[1, 2, 3], [4, 5, 6], [7]])
        #expect((1...6).map(\.self).pages(of: 3) == [[1, 2, 3], [4, 5, 6]])
        #expect([1].pages(of: 3) == [[1]])
        #expect([Int]().pages(of: 3).isEmpty)
    }
}
