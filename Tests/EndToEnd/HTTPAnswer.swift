import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What an address answers.
struct HTTPAnswer {
    let status: Int
    let text: String

    init(of address: String) async throws {
        let (data, response) = try await URLSession.shared.data(from: try #require(URL(string: address)))
        status = try #require(response as? HTTPURLResponse).statusCode
        text = String(decoding: data, as: UTF8.self)
    }
}
