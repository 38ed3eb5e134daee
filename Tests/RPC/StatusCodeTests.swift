import RPC
import Testing

@Suite struct StatusCodeTests {
    @Test(
        "A code has gRPC's number",
        arguments: [
            (.ok, 0), (.cancelled, 1), (.unknown, 2), (.invalidArgument, 3), (.deadlineExceeded, 4), (.notFound, 5),
            (.alreadyExists, 6), (.permissionDenied, 7), (.resourceExhausted, 8), (.failedPrecondition, 9),
            (.aborted, 10), (.outOfRange, 11), (.unimplemented, 12), (.internal, 13), (.unavailable, 14),
            (.dataLoss, 15), (.unauthenticated, 16),
        ] as [(StatusCode, Int32)])
    func numbers(code: StatusCode, number: Int32) {
        #expect(code.rawValue == number)
        #expect(StatusCode(rawValue: number) == code)
    }

    @Test("There are no other codes")
    func bounds() {
        #expect(StatusCode.allCases.count == 17)
        #expect(StatusCode(rawValue: 17) == nil)
        #expect(StatusCode(rawValue: -1) == nil)
    }
}
