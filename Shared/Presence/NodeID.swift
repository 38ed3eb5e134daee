/// The name of one process that clients are connected to.
///
/// It is new at every start of the process, so that nothing meant for its former life reaches it.
package struct NodeID: Sendable, Hashable, CustomStringConvertible {
    /// The name as it is written.
    package let rawValue: String

    /// Wraps a name; anything that is unique among the nodes.
    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }
}
