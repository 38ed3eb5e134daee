import JSON

/// A way to reach a person that the server knows or is to know, such as an email address.
package struct AccountCredential: Sendable, Equatable {
    /// `email` or `tel`.
    package let method: String
    /// The address or the number.
    package let value: String?
    /// The code that was sent there, as a proof.
    package let response: String?

    /// Creates a credential: a new one with a value, the proof of a known one with a response.
    package init(method: String, value: String? = nil, response: String? = nil) {
        self.method = method
        self.value = value
        self.response = response
    }

    /// As it stands in requests.
    var json: RawJSON {
        .build { writer in
            writer.beginObject()
            writer.field("meth", method)
            writer.field("val", ifPresent: value)
            writer.field("resp", ifPresent: response)
            writer.endObject()
        }
    }
}
