import Chat
package import Contracts
package import RPC

/// Sequences as clients and services name them, checked and brought into one form.
package enum MessageRanges {
    /// Reads the ranges of a query: half-open, an end of 0 stands for one sequence.
    ///
    /// - Throws: `malformed` for a beginning below 1 or an end not above it.
    package static func read(_ ranges: [SequenceRange]) throws(RPCStatus) -> [ClosedRange<Int64>] {
        var read: [ClosedRange<Int64>] = []
        for range in ranges {
            guard range.low >= 1, range.high == 0 || range.high > range.low else {
                throw RPCStatus.malformed("range out of order")
            }
            read.append(range.low...(range.high == 0 ? range.low : range.high - 1))
        }
        return merged(read)
    }

    /// Reads the ranges of a deletion in a topic with this head; what lies beyond the head is cut off.
    ///
    /// - Throws: `malformed` for no range, one that begins beyond the head, and too many sequences in several.
    package static func readDeletion(_ ranges: [SequenceRange], head: Int64) throws(RPCStatus) -> [ClosedRange<Int64>] {
        let read = try read(ranges)
        guard !read.isEmpty, read.allSatisfy({ $0.lowerBound <= head }) else {
            throw RPCStatus.malformed("nothing to delete")
        }
        let clamped = read.map { $0.lowerBound...min($0.upperBound, head) }
        let count = clamped.reduce(0) { $0 + $1.count }
        guard ranges.count <= Limits.deletedMessages, clamped.count == 1 || count <= Limits.deletedMessages else {
            throw RPCStatus.malformed("too many messages")
        }
        return clamped
    }

    /// Cuts ranges in two: what lies before a sequence, and what begins with it.
    package static func split(
        _ ranges: [ClosedRange<Int64>], at sequence: Int64
    ) -> (before: [ClosedRange<Int64>], from: [ClosedRange<Int64>]) {
        let before = ranges.filter { $0.lowerBound < sequence }.map {
            $0.lowerBound...min($0.upperBound, sequence - 1)
        }
        let from = ranges.filter { $0.upperBound >= sequence }.map { max($0.lowerBound, sequence)...$0.upperBound }
        return (before, from)
    }

    /// Cuts ranges into portions: several ranges, which are short, are one.
    ///
    /// - Parameters:
    ///   - ranges: The ranges.
    ///   - size: The most sequences of a portion.
    /// - Returns: The portions, ascending; none of nothing.
    package static func portions(_ ranges: [ClosedRange<Int64>], of size: Int64) -> [[ClosedRange<Int64>]] {
        guard let range = ranges.first else { return [] }
        guard ranges.count == 1 else { return [ranges] }
        return stride(from: range.lowerBound, through: range.upperBound, by: Int(size)).map {
            [$0...min($0 + size - 1, range.upperBound)]
        }
    }

    /// Ascending, with ranges that touch or overlap made one.
    package static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var merged: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
