/// What an API key says of the program that a client is.
///
/// It is no secret and proves nothing about a user: every copy of a client program carries the same one.
struct APIKey: Sendable, Hashable {
    /// 1 in the key of the stock clients.
    var application: UInt32 = 1
    /// Tells keys apart, so that one can be given up.
    var sequence: UInt16 = 1
    /// Whether the key is for administrators' programs.
    var isRoot = false
}
