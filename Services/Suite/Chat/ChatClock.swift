import Foundation
import JSON

/// What the clock on the wall shows at a time that the server tells.
struct ChatClock: Sendable {
    /// The time now, in milliseconds since 1970, UTC.
    let now: @Sendable () -> Int64
    /// How far the wall is ahead of UTC at a time, in milliseconds.
    let offset: @Sendable (Int64) -> Int64

    /// The clock of this machine.
    static let wall = ChatClock(
        now: { Int64(Date().timeIntervalSince1970 * 1000) },
        offset: { time in
            Int64(TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time) / 1000))) * 1000
        })

    /// As in `2026-11-21`.
    func day(_ time: Int64) -> String {
        String(local(time).prefix(10))
    }

    /// As in `14:05`.
    func minute(_ time: Int64) -> String {
        String(local(time).dropFirst(11).prefix(5))
    }

    private func local(_ time: Int64) -> String {
        Timestamp.text(time + offset(time))
    }
}
