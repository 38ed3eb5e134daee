extension ContractDescriptors {
    /// What protoc makes of `Common/common.proto`, in Base64; written by `Tests/Contracts/Interop/Python/descriptors.py`.
    static let common = """
        ChNDb21tb24vY29tbW9uLnByb3RvEglwYXJsZXkudjEiBwoFRW1wdHkiNgoKQWNjZXNzUGFpchISCgR3YW50GAEgASgNUgR3YW50EhQKBWdpdm\
        VuGAIgASgNUgVnaXZlbiJXChFEZWZhdWx0QWNjZXNzUGFpchIkCg1hdXRoZW50aWNhdGVkGAEgASgNUg1hdXRoZW50aWNhdGVkEhwKCWFub255\
        bW91cxgCIAEoDVIJYW5vbnltb3VzIjUKDVNlcXVlbmNlUmFuZ2USEAoDbG93GAEgASgDUgNsb3cSEgoEaGlnaBgCIAEoA1IEaGlnaCIlCg9UYW\
        dBbHRlcm5hdGl2ZXMSEgoEdGFncxgBIAMoCVIEdGFncyJeCghUYWdRdWVyeRI2CghyZXF1aXJlZBgBIAMoCzIaLnBhcmxleS52MS5UYWdBbHRl\
        cm5hdGl2ZXNSCHJlcXVpcmVkEhoKCG9wdGlvbmFsGAIgAygJUghvcHRpb25hbGIGcHJvdG8z
        """
}
