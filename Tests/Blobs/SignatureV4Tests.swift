import Testing

@testable import Blobs

/// The examples of Amazon's own documentation: "Authenticating Requests (AWS Signature Version 4)".
@Suite struct SignatureV4Tests {
    private let signer = SignatureV4(
        accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    /// 24 May 2013, midnight.
    private let moment: Int64 = 1_369_353_600

    @Test("A presigned address is signed as in the example")
    func presigned() {
        let request = SignatureV4.Request(method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt")
        #expect(
            signer.presignedQuery(for: request, for: .seconds(86_400), at: moment)
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1"
                + "%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test("A request with a query is signed as in the example")
    func listing() {
        let request = SignatureV4.Request(
            method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/",
            query: [("prefix", "J"), ("max-keys", "2")])
        let headers = signer.headers(for: request, contentHash: SignatureV4.hash([]), at: moment)
        #expect(
            headers.last?.1
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                + "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    }

    @Test("Times have all their digits", arguments: [(0, "19700101T000000Z"), (1_785_585_661, "20260801T120101Z")])
    func times(moment: Int64, text: String) {
        #expect(SignatureV4.timestamp(moment) == text)
    }
}
