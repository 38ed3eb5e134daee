/// Where a group of consumers begins in a partition that it has never committed anything of.
package enum GroupStart: Sendable {
    /// With the oldest record that is still kept: for work that must be done for every record.
    case earliest
    /// With the first record that is appended after the group got the partition.
    ///
    /// Nothing is missed that is appended once ``LogProcessor/assigned(_:)`` was called: for copies in memory that begin
    /// empty then. When the log cannot tell where its end is, the group begins with the oldest record: too much, not too
    /// little.
    case latest
}
