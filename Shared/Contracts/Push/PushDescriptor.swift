extension ContractDescriptors {
    /// What protoc makes of `Push/push.proto`, in Base64; written by `Tests/Contracts/Interop/Python/descriptors.py`.
    static let push = """
        Cg9QdXNoL3B1c2gucHJvdG8SDnBhcmxleS5wdXNoLnYxIhUKE1JvdXRlclN0YXR1c1JlcXVlc3QiyQEKDFJvdXRlclN0YXR1cxInCg9tZXNzYW\
        dlc19yb3V0ZWQYASABKANSDm1lc3NhZ2VzUm91dGVkEiMKDWV2ZW50c19yb3V0ZWQYAiABKANSDGV2ZW50c1JvdXRlZBIeCgpkZWxpdmVyaWVz\
        GAMgASgDUgpkZWxpdmVyaWVzEisKEWZhaWxlZF9kZWxpdmVyaWVzGAQgASgDUhBmYWlsZWREZWxpdmVyaWVzEh4KCnBhcnRpdGlvbnMYBSADKA\
        VSCnBhcnRpdGlvbnMiJQoPU2VuZFRlc3RSZXF1ZXN0EhIKBHVzZXIYASABKAZSBHVzZXIiKQoNU2VuZFRlc3RSZXBseRIYCgdkZXZpY2VzGAEg\
        ASgFUgdkZXZpY2VzMqgBCgRQdXNoElQKD0dldFJvdXRlclN0YXR1cxIjLnBhcmxleS5wdXNoLnYxLlJvdXRlclN0YXR1c1JlcXVlc3QaHC5wYX\
        JsZXkucHVzaC52MS5Sb3V0ZXJTdGF0dXMSSgoIU2VuZFRlc3QSHy5wYXJsZXkucHVzaC52MS5TZW5kVGVzdFJlcXVlc3QaHS5wYXJsZXkucHVz\
        aC52MS5TZW5kVGVzdFJlcGx5YgZwcm90bzM=
        """
}
