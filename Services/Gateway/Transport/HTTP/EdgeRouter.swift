/// What is looked at to decide on a request.
struct EdgeRouter {
    /// What API keys are checked against.
    let apiKeys: APIKeyRing
    /// How messages may be compressed; nil for not at all.
    let compression: CompressionPolicy?
    /// Whether there is the folder of a web client to serve.
    let servesWebRoot: Bool
    /// Whether every path is the WebSocket's and needs no API key.
    let isOpenToAll: Bool

    /// Takes from the settings what matters here.
    init(_ settings: EdgeSettings, servesWebRoot: Bool = false) {
        apiKeys = APIKeyRing(salt: settings.apiKeySalt)
        compression = settings.compression
        self.servesWebRoot = servesWebRoot
        isOpenToAll = settings.isOpenToAll
    }

    /// Whether a request shows an API key of this installation.
    func admits(_ request: EdgeRequest) -> Bool {
        request.apiKey.flatMap { apiKeys.verify($0.utf8) } != nil
    }
}
