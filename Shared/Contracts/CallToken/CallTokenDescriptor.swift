extension ContractDescriptors {
    /// What protoc makes of `CallToken/call_token.proto`, in Base64; written by `Tests/Contracts/Interop/Python/descriptors.py`.
    static let callToken = """
        ChpDYWxsVG9rZW4vY2FsbF90b2tlbi5wcm90bxITcGFybGV5LmNhbGx0b2tlbi52MRoTQ29tbW9uL2NvbW1vbi5wcm90byIWChRDb25maWd1cm\
        F0aW9uUmVxdWVzdCKJAQoRQ2FsbENvbmZpZ3VyYXRpb24SPwoLaWNlX3NlcnZlcnMYASADKAsyHi5wYXJsZXkuY2FsbHRva2VuLnYxLkljZVNl\
        cnZlclIKaWNlU2VydmVycxIzChVlc3RhYmxpc2htZW50X3RpbWVvdXQYAiABKANSFGVzdGFibGlzaG1lbnRUaW1lb3V0IlsKCUljZVNlcnZlch\
        ISCgR1cmxzGAEgAygJUgR1cmxzEhoKCHVzZXJuYW1lGAIgASgJUgh1c2VybmFtZRIeCgpjcmVkZW50aWFsGAMgASgJUgpjcmVkZW50aWFsImoK\
        EEJlZ2luQ2FsbFJlcXVlc3QSFAoFdG9waWMYASABKAlSBXRvcGljEhIKBG5vZGUYAiABKAlSBG5vZGUSEgoEaGVhZBgDIAEoDFIEaGVhZBIYCg\
        djb250ZW50GAQgASgMUgdjb250ZW50IiQKDkJlZ2luQ2FsbFJlcGx5EhIKBGNhbGwYASABKANSBGNhbGwiQgoQUGxhY2VDYWxsUmVxdWVzdBIS\
        CgRjYWxsGAEgASgDUgRjYWxsEhoKCHNlcXVlbmNlGAIgASgDUghzZXF1ZW5jZSKJAQoRU2lnbmFsQ2FsbFJlcXVlc3QSFAoFdG9waWMYASABKA\
        lSBXRvcGljEhoKCHNlcXVlbmNlGAIgASgDUghzZXF1ZW5jZRIUCgVldmVudBgDIAEoCVIFZXZlbnQSGAoHcGF5bG9hZBgEIAEoDFIHcGF5bG9h\
        ZBISCgRub2RlGAUgASgJUgRub2RlIiwKD1NpZ25hbENhbGxSZXBseRIZCghpc19wYXJ0eRgBIAEoCFIHaXNQYXJ0eSJFChFMZWF2ZUNhbGxzUm\
        VxdWVzdBIYCgdzZXNzaW9uGAEgASgJUgdzZXNzaW9uEhYKBnRvcGljcxgCIAMoCVIGdG9waWNzIlMKC0pvaW5SZXF1ZXN0EhIKBHVzZXIYASAB\
        KAZSBHVzZXISFAoFdG9waWMYAiABKAlSBXRvcGljEhoKCHNlcXVlbmNlGAMgASgDUghzZXF1ZW5jZSIzCglKb2luUmVwbHkSEAoDdXJsGAEgAS\
        gJUgN1cmwSFAoFdG9rZW4YAiABKAlSBXRva2VuMv8DCglDYWxsVG9rZW4SZQoQR2V0Q29uZmlndXJhdGlvbhIpLnBhcmxleS5jYWxsdG9rZW4u\
        djEuQ29uZmlndXJhdGlvblJlcXVlc3QaJi5wYXJsZXkuY2FsbHRva2VuLnYxLkNhbGxDb25maWd1cmF0aW9uElcKCUJlZ2luQ2FsbBIlLnBhcm\
        xleS5jYWxsdG9rZW4udjEuQmVnaW5DYWxsUmVxdWVzdBojLnBhcmxleS5jYWxsdG9rZW4udjEuQmVnaW5DYWxsUmVwbHkSRAoJUGxhY2VDYWxs\
        EiUucGFybGV5LmNhbGx0b2tlbi52MS5QbGFjZUNhbGxSZXF1ZXN0GhAucGFybGV5LnYxLkVtcHR5EloKClNpZ25hbENhbGwSJi5wYXJsZXkuY2\
        FsbHRva2VuLnYxLlNpZ25hbENhbGxSZXF1ZXN0GiQucGFybGV5LmNhbGx0b2tlbi52MS5TaWduYWxDYWxsUmVwbHkSRgoKTGVhdmVDYWxscxIm\
        LnBhcmxleS5jYWxsdG9rZW4udjEuTGVhdmVDYWxsc1JlcXVlc3QaEC5wYXJsZXkudjEuRW1wdHkSSAoESm9pbhIgLnBhcmxleS5jYWxsdG9rZW\
        4udjEuSm9pblJlcXVlc3QaHi5wYXJsZXkuY2FsbHRva2VuLnYxLkpvaW5SZXBseWIGcHJvdG8z
        """
}
