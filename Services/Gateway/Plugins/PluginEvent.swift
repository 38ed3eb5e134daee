import Contracts

/// Something that plugins are told of.
enum PluginEvent: Sendable {
    case account(Pbx.AccountEvent)
    case topic(Pbx.TopicEvent)
    case subscription(Pbx.SubscriptionEvent)
    case message(Pbx.MessageEvent)
}
