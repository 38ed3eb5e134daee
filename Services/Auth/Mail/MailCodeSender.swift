import CoreMetrics
package import Logging

/// Sends codes by e-mail: they wait in a bounded queue, so that nobody's login waits for a mail server.
package final class MailCodeSender: CodeSender {
    /// Letters that may wait.
    private static let capacity = 1000
    /// Letters under way at once.
    private static let deliveries = 4
    /// How long to wait before a letter is tried again that may go another time; nil at the end.
    private static let pauses: [Duration?] = [.seconds(1), .seconds(5), .seconds(30), nil]

    private let client: SMTPClient
    private let letters: AsyncStream<CodeLetter>
    private let queue: AsyncStream<CodeLetter>.Continuation
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let sent = Counter(label: "parley_auth_mails_total", dimensions: [("outcome", "sent")])
    private let lost = Counter(label: "parley_auth_mails_total", dimensions: [("outcome", "lost")])

    /// Prepares the way to a mail server.
    ///
    /// - Parameters:
    ///   - settings: Where it is, and what it wants.
    ///   - logger: Told of letters that do not arrive, without what is in them.
    ///   - now: Milliseconds since 1970.
    /// - Throws: `TLSError` for a file of authorities that cannot be used.
    package init(_ settings: MailSettings, logger: Logger, now: @escaping @Sendable () -> Int64) throws {
        client = try SMTPClient(settings)
        self.logger = logger
        self.now = now
        (letters, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.capacity))
    }

    package func send(_ letter: CodeLetter) throws {
        guard case .enqueued = queue.yield(letter) else { throw QueueFull() }
    }

    /// Delivers letters until cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await letter in letters {
                if underWay == Self.deliveries {
                    _ = await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask { [self] in await deliver(letter) }
            }
        }
    }

    private func deliver(_ letter: CodeLetter) async {
        let text = CodeText.mail(letter, from: client.settings.senderName)
        let message = MailMessage(
            from: client.settings.sender, fromName: client.settings.senderName, to: letter.address,
            subject: text.subject, body: text.body, at: now())
        for pause in Self.pauses {
            do throws(SMTPFailure) {
                try await client.deliver(message)
                sent.increment()
                return
            } catch {
                guard let pause, error.mayPass, (try? await Task.sleep(for: pause)) != nil else {
                    lost.increment()
                    logger.warning("a mail was not delivered", metadata: ["error": "\(error)"])
                    return
                }
            }
        }
    }

    /// So many letters wait that no more are taken.
    private struct QueueFull: Error {}
}
