import Testing

@testable import Telemetry

@Suite struct HistogramBoundsTests {
    @Test("Bounds are sorted, and each is there once")
    func sorted() {
        #expect(HistogramBounds([3, 1, .infinity, 3, .nan]).values == [1, 3])
    }

    @Test("A value goes to the first bucket whose bound is not below it")
    func bucket() {
        let bounds = HistogramBounds([1, 2, 4])
        #expect([-1, 1, 1.5, 2, 3, 4, 5].map(bounds.bucket(of:)) == [0, 0, 1, 1, 2, 2, 3])
        #expect(HistogramBounds([]).bucket(of: 7) == 0)
    }

    @Test("The standard bounds ascend")
    func standard() {
        #expect(HistogramBounds.durations.values.first == 0.0005)
        #expect(HistogramBounds.sizes.values.last == 4_194_304)
    }
}
