import Chat
import Contracts
import Logging
import RPC

/// All plugins of a gateway, which are asked one after the other in the order of their list.
final class PluginSet: Sendable {
    /// What is to become of a request.
    enum Verdict: Sendable {
        /// It is performed: as it was, or as a plugin wants it.
        case perform(ClientMessage)
        /// Nothing is done and nothing is said.
        case drop
        /// The client is answered in place of it.
        case respond(ServerMessage)
        /// A plugin failed that must not.
        case refuse(ReplyCode)
    }

    /// What is to become of a search.
    enum Search: Sendable {
        /// It is made, for this query.
        case search(String)
        /// It finds these.
        case found([SubscriptionRow])
        /// A plugin failed that must not.
        case refuse(ReplyCode)
    }

    private let plugins: [Plugin]

    init(_ settings: [PluginSettings], logger: Logger) {
        plugins = settings.map { Plugin($0, logger: logger) }
    }

    /// Whether there are none: then nothing is prepared for them.
    var isEmpty: Bool { plugins.isEmpty }

    /// Keeps the connections, and tells events, until cancelled.
    func run() async {
        await withTaskGroup { group in
            for plugin in plugins {
                group.addTask { await plugin.run() }
            }
        }
    }

    /// Whether a request is to be judged.
    func judges(_ message: ClientMessage) -> Bool {
        plugins.contains { $0.settings.filters.judges(message) }
    }

    /// Asks what is to become of a request; it takes no longer than the timeouts of those that are asked.
    ///
    /// - Parameters:
    ///   - message: The request.
    ///   - session: The session that it came in.
    ///   - now: Milliseconds.
    /// - Returns: The verdict of the first one that does not let it through, or what all of them have made of it.
    func judge(_ message: ClientMessage, in session: Pbx.SessionContext, at now: Int64) async -> Verdict {
        var message = message
        for plugin in plugins where plugin.settings.filters.judges(message) {
            do {
                let answer = try await plugin.judge(Pbx.ClientReq(msg: Pbx.ClientMsg(message), sess: session))
                switch answer.status {
                case .proceed:
                    continue
                case .drop:
                    return .drop
                case .respond:
                    guard let said = answer.srvmsg else { throw PbxFault() }
                    return .respond(try ServerMessage(said, at: now))
                case .replace:
                    guard let said = answer.clmsg else { throw PbxFault() }
                    message = try ClientMessage(said)
                default:
                    throw PbxFault()
                }
            } catch {
                if let code = plugin.failure { return .refuse(code) }
            }
        }
        return .perform(message)
    }

    /// Asks what is to become of a search.
    ///
    /// - Parameters:
    ///   - query: What is searched for.
    ///   - user: Who searches.
    /// - Returns: The verdict of the first one that does not let it through, or what all of them have made of it.
    func judge(search query: String, by user: UserID) async -> Search {
        var query = query
        for plugin in plugins where plugin.settings.filters.find {
            do {
                let answer = try await plugin.find(Pbx.SearchQuery(userID: "\(user)", query: query))
                switch answer.status {
                case .proceed: continue
                case .drop: return .found([])
                case .respond: return .found(try answer.result.map { row throws(PbxFault) in try SubscriptionRow(row) })
                case .replace: query = answer.query
                default: throw PbxFault()
                }
            } catch {
                if let code = plugin.failure { return .refuse(code) }
            }
        }
        return .search(query)
    }

    /// Queues an event for those that want it; nobody waits for them.
    func tell(_ event: PluginEvent) {
        for plugin in plugins { plugin.offer(event) }
    }
}

extension Plugin {
    /// What a client is answered when the plugin fails; nil where that is passed over.
    fileprivate var failure: ReplyCode? {
        settings.failureCode == 0 ? nil : ReplyCode(settings.failureCode, settings.failureText)
    }
}
