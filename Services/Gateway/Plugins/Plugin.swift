import Contracts
import Logging
import Metrics
import RPC
import Settings
import Telemetry

/// One plugin: asked while its client waits, and told of events from a queue.
///
/// Every call ends with the plugin's timeout, whatever has become of it.
final class Plugin: Sendable {
    let settings: PluginSettings
    private let pool: RPCClientPool
    private let client: RPCClient
    private let events: AsyncStream<PluginEvent>
    private let queue: AsyncStream<PluginEvent>.Continuation
    private let failures: Counter
    private let dropped: Counter
    private let logger: Logger

    /// Events that may wait for a slow plugin; those beyond are dropped and counted.
    static let queueCapacity = 10_000

    init(_ settings: PluginSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
        let address = RPCAddress(host: settings.address.host, port: settings.address.port)
        pool = RPCClientPool(.names([address]))
        client = RPCClient(pool)
        (events, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.queueCapacity))
        let labels = [("plugin", settings.name)]
        failures = Counter(label: "parley_gateway_plugin_failures_total", dimensions: labels)
        dropped = Counter(label: "parley_gateway_plugin_events_dropped_total", dimensions: labels)
    }

    /// Keeps the connection, and tells events in order, until cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await self.pool.run() }
            group.addTask {
                for await event in self.events { await self.tell(event) }
            }
        }
    }

    // MARK: Asking

    /// What is to become of a request.
    ///
    /// - Throws: Why the plugin did not say.
    func judge(_ request: Pbx.ClientReq) async throws(RPCStatus) -> Pbx.ServerResp {
        try await ask(Pbx.PluginMethods.fireHose, request)
    }

    /// What is to become of a search.
    ///
    /// - Throws: Why the plugin did not say.
    func find(_ query: Pbx.SearchQuery) async throws(RPCStatus) -> Pbx.SearchFound {
        try await ask(Pbx.PluginMethods.find, query)
    }

    private func ask<Request, Response>(
        _ method: RPCMethod<Request, Response>, _ request: Request
    ) async throws(RPCStatus) -> Response {
        do throws(RPCStatus) {
            return try await client.call(method, request, options: CallOptions(timeout: settings.timeout))
        } catch {
            failures.increment()
            logger.debug("a plugin failed", metadata: .fields([.service: "\(settings.name)", .error: "\(error.code)"]))
            throw error
        }
    }

    // MARK: Telling

    /// Queues an event if the plugin wants it.
    func offer(_ event: PluginEvent) {
        guard settings.filters.hears(event) else { return }
        if case .dropped = queue.yield(event) { dropped.increment() }
    }

    /// An event that does not arrive is lost: plugins are told, not waited for.
    private func tell(_ event: PluginEvent) async {
        switch event {
        case .account(let event): _ = try? await ask(Pbx.PluginMethods.account, event)
        case .topic(let event): _ = try? await ask(Pbx.PluginMethods.topic, event)
        case .subscription(let event): _ = try? await ask(Pbx.PluginMethods.subscription, event)
        case .message(let event): _ = try? await ask(Pbx.PluginMethods.message, event)
        }
    }
}
