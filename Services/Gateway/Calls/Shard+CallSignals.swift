import Chat
import Contracts
import JSON
import Logging
import Presence
import RPC

/// Private calls: what clients say of them goes to the call-token service, which decides; see `Shard+CallNotices` for
/// what comes back.
extension Shard {
    /// How long the call-token service is tried to be told what it has to know: longer than it is ever away.
    ///
    /// After that it finds out by itself, but late.
    private static let insistence = Duration.seconds(120)

    /// `pub` of a call's first message: published as any other once the call is begun.
    ///
    /// The session's later requests wait meanwhile.
    ///
    /// - Throws: 501 while there are no calls, 403 outside private chats, 486 while one of the two is in a call.
    func startCall(
        _ command: PublishCommand, extra: Extra, as actor: Actor, in session: Session
    ) async throws {
        let topic = try topic(topicName(command.topic), for: actor)
        let head = try PublishHead(command.head, sender: session.sender(of: actor))
        let begun = try await node.services.callToken.beginCall(
            BeginCallRequest(
                topic: "\(topic)", node: node.id.rawValue, head: head.bytes, content: command.content.bytes),
            as: actor)
        session.calls.insert(topic)
        do {
            // What may be published can have changed while the call was begun.
            _ = try publish(command, extra: extra, as: actor, in: session, call: begun.call)
        } catch {
            place(begun.call, at: 0)
            throw error
        }
    }

    /// Tells what came of a call's first message.
    ///
    /// - `sequence`: 0 when it was not published. Should nobody hear of it, the call-token service looks for the
    /// message.
    func place(_ call: Int64, at sequence: Int64) {
        node.work.submit { [self] in
            await insist { _ = try await $0.placeCall(PlaceCallRequest(call: call, sequence: sequence)) }
        }
    }

    /// `note` about a call.
    ///
    /// That a party of the call hangs up is passed on for up to two minutes, should the call-token service be away.
    ///
    /// - Throws: 409 for what only those say who are attached.
    func signal(_ command: NoteCommand, in topic: TopicID, as actor: Actor, in session: Session) async throws {
        guard topic.isP2P, let event = command.event, let sequence = command.sequence, sequence > 0 else { return }
        // Who hears of a call on `me` answers it from there.
        guard isAttached(session, to: topic, as: actor) || ["ringing", "accept", "hang-up"].contains(event) else {
            throw Refusal(.attachFirst)
        }
        let request = SignalCallRequest(
            topic: "\(topic)", sequence: sequence, event: event, payload: command.payload?.bytes ?? [],
            node: node.id.rawValue)
        do {
            let reply = try await node.services.callToken.signalCall(request, as: actor)
            if reply.isParty { session.calls.insert(topic) }
        } catch {
            guard event == "hang-up", [.unavailable, .deadlineExceeded, .aborted].contains(error.code),
                session.calls.remove(topic) != nil
            else { throw error }
            // For whoever hangs up the call is over; the other one is not to wait for somebody who is not there. It may
            // have been heard: a call that has ended does not end again, and the next one has another number.
            node.work.submit { [self] in
                await insist { _ = try await $0.signalCall(request, as: actor) }
            }
        }
    }

    /// Ends the part of a session that is gone in all its calls.
    func leaveCalls(_ session: Session) async {
        guard !session.calls.isEmpty else { return }
        let topics = session.calls
        session.calls = []
        await leaveCalls(session.name, Array(topics))
    }

    /// Ends the part of a session in the calls of some topics.
    func leaveCalls(_ session: String, _ topics: [TopicID]) async {
        let request = LeaveCallsRequest(session: session, topics: topics.map(\.description))
        // Once at once, so that the session may call again; nobody waits for more.
        guard (try? await node.services.callToken.leaveCalls(request)) == nil else { return }
        node.work.submit { [self] in
            await insist { _ = try await $0.leaveCalls(request) }
        }
    }

    /// Tells the call-token service something, again and again if need be.
    private func insist(_ tell: (CallTokenStub) async throws -> Void) async {
        let end = ContinuousClock.now + Self.insistence
        var pause = Duration.milliseconds(200)
        while (try? await tell(node.services.callToken)) == nil {
            guard ContinuousClock.now < end, (try? await Task.sleep(for: pause)) != nil else {
                return logger.warning("the call-token service does not hear of a call")
            }
            pause = min(pause * 2, .seconds(5))
        }
    }
}
