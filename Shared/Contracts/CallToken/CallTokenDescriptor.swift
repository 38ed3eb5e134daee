extension ContractDescriptors {
    /// What protoc makes of `CallToken/call_token.proto`, in Base64; written by `Tests/Contracts/Interop/Python/descriptors.py`.
    static let callToken = """
        ChpDYWxsVG9rZW4vY2FsbF90b2tlbi5wcm90bxITcGFybGV5LmNhbGx0b2tlbi52MSIWChRDb25maWd1cmF0aW9uUmVxdWVzdCKJAQoRQ2FsbE\
        NvbmZpZ3VyYXRpb24SPwoLaWNlX3NlcnZlcnMYASADKAsyHi5wYXJsZXkuY2FsbHRva2VuLnYxLkljZVNlcnZlclIKaWNlU2VydmVycxIzChVl\
        c3RhYmxpc2htZW50X3RpbWVvdXQYAiABKANSFGVzdGFibGlzaG1lbnRUaW1lb3V0IlsKCUljZVNlcnZlchISCgR1cmxzGAEgAygJUgR1cmxzEh\
        oKCHVzZXJuYW1lGAIgASgJUgh1c2VybmFtZRIeCgpjcmVkZW50aWFsGAMgASgJUgpjcmVkZW50aWFsIlMKC0pvaW5SZXF1ZXN0EhIKBHVzZXIY\
        ASABKAZSBHVzZXISFAoFdG9waWMYAiABKAlSBXRvcGljEhoKCHNlcXVlbmNlGAMgASgDUghzZXF1ZW5jZSIzCglKb2luUmVwbHkSEAoDdXJsGA\
        EgASgJUgN1cmwSFAoFdG9rZW4YAiABKAlSBXRva2VuMrwBCglDYWxsVG9rZW4SZQoQR2V0Q29uZmlndXJhdGlvbhIpLnBhcmxleS5jYWxsdG9r\
        ZW4udjEuQ29uZmlndXJhdGlvblJlcXVlc3QaJi5wYXJsZXkuY2FsbHRva2VuLnYxLkNhbGxDb25maWd1cmF0aW9uEkgKBEpvaW4SIC5wYXJsZX\
        kuY2FsbHRva2VuLnYxLkpvaW5SZXF1ZXN0Gh4ucGFybGV5LmNhbGx0b2tlbi52MS5Kb2luUmVwbHliBnByb3RvMw==
        """
}
