import Chat
import Contracts
import JSON
import NIOCore

extension Shard {
    /// `hi`: the handshake; later ones may change the device and the language only.
    func greet(_ command: Hello, in session: Session) async throws {
        guard case .connected = session.stage else {
            try await greetAgain(command, in: session)
            return
        }
        guard let version = command.version.flatMap(ProtocolVersion.init) else { throw Refusal(.malformed) }
        guard version >= .oldest else { throw Refusal(.versionNotSupported) }
        let calls = await node.calls.value(at: node.now(), from: node.services.callToken)
        session.stage = .greeted
        session.version = command.version ?? ""
        session.userAgent = String(command.userAgent?.prefix(255) ?? "")
        session.language = command.language ?? ""
        session.device = command.device ?? ""
        session.platform = command.platform ?? ""
        session.isQuiet = command.isBackground
        var parameters = handshake(calls)
        if session.connection.value.speaksGRPC {
            parameters.append(ControlParameter("servingAt", .string(node.servingAddress)))
            parameters.append(ControlParameter("clusterSize", .int(Int64(await node.gatewayCount()))))
        }
        reply(session.connection.value.isAnnounced ? .ok : .created, parameters, to: command.id, in: session)
    }

    private func greetAgain(_ command: Hello, in session: Session) async throws {
        guard command.version == nil || command.version == session.version else {
            throw Refusal(.commandOutOfSequence)
        }
        let actor = try session.requireActor()
        if let language = command.language {
            session.language = language
        }
        if let device = command.device {
            let before = session.device
            session.device = device == JSONMerge.deletion ? "" : device
            try await register(session, for: actor, insteadOf: before)
        }
        send(ControlMessage(.ok, id: command.id, at: node.now()), to: session)
    }

    /// Tells the auth service which device the session speaks for.
    ///
    /// - `before`: the one that it spoke for until now, which is forgotten; empty for none.
    func register(_ session: Session, for actor: Actor, insteadOf before: String = "") async throws {
        guard !session.device.isEmpty || !before.isEmpty else { return }
        _ = try await node.services.auth.setDevice(
            SetDeviceRequest(
                user: actor.user.rawValue, device: session.device, platform: session.platform,
                language: session.language, replaces: before),
            as: actor)
    }

    private func handshake(_ calls: CallConfiguration?) -> [ControlParameter] {
        let limits = node.settings.limits
        var parameters = [
            ControlParameter("build", .string("parley")),
            ControlParameter("max_reactions", .int(Int64(limits.maxReactions))),
            ControlParameter("maxFileUploadSize", .int(node.files?.sizeLimit ?? Limits.fileSize)),
            ControlParameter("maxMessageSize", .int(Int64(node.settings.messageSize))),
            ControlParameter("maxSubscriberCount", .int(Int64(limits.members))),
            ControlParameter("maxTagCount", .int(Int64(Limits.tagCount))),
            ControlParameter("maxTagLength", .int(Int64(Limits.tagLength.upperBound))),
            ControlParameter("minTagLength", .int(Int64(Limits.tagLength.lowerBound))),
            ControlParameter("msgDelAge", .int(limits.deletionAge.components.seconds)),
            ControlParameter("ver", .string(ProtocolVersion.current.text)),
        ]
        if !limits.allowedReactions.isEmpty {
            let values = RawJSON.array(limits.allowedReactions.map(RawJSON.string))
            parameters.append(ControlParameter("allowed_reactions", values))
        }
        if !node.settings.requiredCredentials.isEmpty {
            let methods = RawJSON.array(node.settings.requiredCredentials.map(RawJSON.string))
            parameters.append(ControlParameter("reqCred", .object(["auth": methods])))
        }
        if let calls, !calls.iceServers.isEmpty {
            parameters.append(ControlParameter("callTimeout", .int(calls.establishmentTimeout / 1000)))
            parameters.append(ControlParameter("iceServers", .array(calls.iceServers.map(\.json))))
        }
        return parameters
    }
}

extension IceServer {
    /// As clients are told in the handshake.
    fileprivate var json: RawJSON {
        .build { writer in
            writer.beginObject()
            writer.field("urls", urls)
            if !username.isEmpty {
                writer.field("username", username)
                writer.field("credential", credential)
            }
            writer.endObject()
        }
    }
}
