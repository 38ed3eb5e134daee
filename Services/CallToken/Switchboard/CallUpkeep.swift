import Logging
import Presence

/// Looks after calls in the background, on every replica.
struct CallUpkeep: Sendable {
    let switchboard: Switchboard
    let presence: any Presence
    let logger: Logger

    /// How late a call may be looked after.
    private static let pause = Duration.milliseconds(500)
    /// How often gateways are looked for.
    private static let round = Duration.seconds(5)

    /// Looks after calls until cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await switchboard.handOn() }
            group.addTask { await lookAfterDue() }
            group.addTask { await endLost() }
        }
    }

    private func lookAfterDue() async {
        while (try? await Task.sleep(for: Self.pause)) != nil {
            do {
                try await switchboard.lookAfterDue()
            } catch {
                logger.warning("calls cannot be looked after", metadata: ["error": "\(error)"])
            }
        }
    }

    private func endLost() async {
        var nodes = LostNodes()
        while (try? await Task.sleep(for: Self.round)) != nil {
            do {
                let living = Set(try await presence.nodes().keys.map(\.rawValue))
                try await switchboard.endLost { nodes.look($0, living: living, now: switchboard.now()) }
            } catch {
                logger.debug("gateways cannot be looked for", metadata: ["error": "\(error)"])
            }
        }
    }
}
