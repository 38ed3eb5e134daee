/// What one insert of a batch came to.
package enum InsertOutcome: Hashable, Sendable {
    /// Every message is durable at its place.
    case stored
    /// A place was not the next of its topic, or a key was taken by somebody else.
    ///
    /// What was stored, if anything, is a beginning of each topic's part; read heads and keys again and plan anew.
    case conflict
}
