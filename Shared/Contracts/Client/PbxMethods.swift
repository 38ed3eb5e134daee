package import RPC

extension Pbx {
    /// The methods of `pbx.Node`: what clients call.
    package enum NodeMethods {
        private static let service = "pbx.Node"

        /// `MessageLoop`.
        package static let messageLoop = RPCMethod<ClientMsg, ServerMsg>(
            service: service, name: "MessageLoop", isIdempotent: false)
        /// `LargeFileReceive`.
        package static let largeFileReceive = RPCMethod<FileUpReq, FileUpResp>(
            service: service, name: "LargeFileReceive", isIdempotent: false)
        /// `LargeFileServe`.
        package static let largeFileServe = RPCMethod<FileDownReq, FileDownResp>(
            service: service, name: "LargeFileServe", isIdempotent: false)
    }

    /// The methods of `pbx.Plugin`: what a gateway calls.
    package enum PluginMethods {
        private static let service = "pbx.Plugin"

        /// `FireHose`.
        package static let fireHose = RPCMethod<ClientReq, ServerResp>(
            service: service, name: "FireHose", isIdempotent: false)
        /// `Find`.
        package static let find = RPCMethod<SearchQuery, SearchFound>(
            service: service, name: "Find", isIdempotent: false)
        /// `Account`.
        package static let account = RPCMethod<AccountEvent, Unused>(
            service: service, name: "Account", isIdempotent: false)
        /// `Topic`.
        package static let topic = RPCMethod<TopicEvent, Unused>(
            service: service, name: "Topic", isIdempotent: false)
        /// `Subscription`.
        package static let subscription = RPCMethod<SubscriptionEvent, Unused>(
            service: service, name: "Subscription", isIdempotent: false)
        /// `Message`.
        package static let message = RPCMethod<MessageEvent, Unused>(
            service: service, name: "Message", isIdempotent: false)
    }
}
