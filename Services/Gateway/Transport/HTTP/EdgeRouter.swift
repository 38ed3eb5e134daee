/// What is looked at to decide on a request.
struct EdgeRouter {
    /// What API keys are checked against.
    let apiKeys: APIKeyRing
    /// How messages may be compressed; nil for not at all.
    let compression: CompressionPolicy?
    /// Whether there is a folder of files to serve.
    let servesFiles: Bool
    /// Whether every path is the WebSocket's and needs no API key.
    let isOpenToAll: Bool

    /// Takes from the settings what matters here.
    init(_ settings: EdgeSettings, servesFiles: Bool = false) {
        apiKeys = APIKeyRing(salt: settings.apiKeySalt)
        compression = settings.compression
        self.servesFiles = servesFiles
        isOpenToAll = settings.isOpenToAll
    }
}
