package import NIOCore

/// Speaks TLS on a channel: handlers behind it read and write plaintext.
///
/// It stands in front of all handlers that know nothing of TLS. Writes wait until the handshake is done, up to
/// ``waitingLimit``; then it fires ``TLSHandshakeCompleted``. A channel that cannot be written to makes no ciphertext: what
/// was written stays as it is, and handlers behind see that the channel is not writable, as without TLS.
///
/// Whatever goes wrong is fired as a ``TLSError``, and the channel closes; a peer that speaks no TLS gets an alert at most.
/// A peer's goodbye (`close_notify`) closes the channel, or, where remote half closure is allowed, is fired as
/// `ChannelEvent.inputClosed`. Everything is called on the channel's event loop.
package final class TLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// Bytes that may wait for the end of the handshake.
    package static let waitingLimit = 1024 * 1024
    /// Bytes of ciphertext that are handed to the channel at once, about.
    static let chunkSize = 64 * 1024

    enum Phase {
        /// Not connected yet.
        case idle
        case handshaking
        case open
        /// Failed or closed: nothing comes or goes any more.
        case over
    }

    /// What became of the way out.
    enum Output {
        case open
        /// No more is taken; it closes once what waits is sent.
        case closing(EventLoopPromise<Void>?)
        case closed
    }

    let session: TLSSession
    var context: ChannelHandlerContext?
    var phase = Phase.idle
    var waiting = PendingPlaintext()
    var timeout: Scheduled<Void>?
    var completion: EventLoopPromise<TLSHandshakeCompleted>?
    /// Whether the channel is handing over what it has read: then one flush at the end is enough.
    var isReading = false
    var needsFlush = false
    /// Whether all that waits is to be sent, not just what fills records.
    var isFlushWanted = false
    /// Whether handlers behind have asked for something to read and got nothing yet.
    var isReadWanted = false
    var isInputEnded = false
    var output = Output.open

    /// Makes a handler for one connection.
    ///
    /// - Parameters:
    ///   - context: The certificates and rules.
    ///   - serverName: What a client asks the server for; the host of the peer name unless said.
    ///   - peerName: Whom the other side must be, in place of what the context says.
    /// - Throws: `unusableSettings` for names that cannot be.
    package init(
        _ context: TLSContext, serverName: String? = nil, peerName: PeerNamePolicy? = nil
    ) throws(TLSError) {
        session = try TLSSession(
            context, serverName: serverName, peerName: peerName ?? context.configuration.peerName)
    }

    /// How the handshake comes out; nil before the handler is in a pipeline.
    package var handshake: EventLoopFuture<TLSHandshakeCompleted>? { completion?.futureResult }

    // MARK: Channel

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        completion = context.eventLoop.makePromise()
        if context.channel.isActive { begin(context) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end(ChannelError.ioOnClosedChannel)
        self.context = nil
    }

    package func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        let isCut = phase == .handshaking || (phase == .open && !isInputEnded)
        end(isCut ? TLSError.truncated : ChannelError.ioOnClosedChannel)
        if isCut { context.fireErrorCaught(TLSError.truncated) }
        context.fireChannelInactive()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .handshaking || phase == .open, !isInputEnded else { return }
        isReading = true
        session.receive(unwrapInboundIn(data))
        if phase == .handshaking { shakeHands(context) }
        if phase == .open { readPlaintext(context) }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        isReading = false
        flushIfNeeded(context)
        if phase == .open { session.releaseSpace() }
        // Part of a record, or a handshake, is nothing to those behind, who wait for more.
        if phase == .handshaking || isReadWanted { context.read() }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, phase == .open {
            encrypt(context)
            flushIfNeeded(context)
            // What waited has filled the channel again: nobody else is to write yet.
            guard context.channel.isWritable else { return }
        }
        context.fireChannelWritabilityChanged()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        // Only a goodbye inside TLS is believed; anybody on the way can end a TCP connection.
        if !isInputEnded, phase == .handshaking || phase == .open { fail(.truncated, context) }
    }

    package func read(context: ChannelHandlerContext) {
        isReadWanted = true
        context.read()
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard phase != .over else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        guard case .open = output else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        waiting.append(unwrapOutboundIn(data), promise)
        if phase == .open {
            encrypt(context)
        } else if waiting.byteCount > Self.waitingLimit {
            fail(.tooMuchWaiting, context)
        }
    }

    package func flush(context: ChannelHandlerContext) {
        isFlushWanted = true
        guard phase == .open else { return }
        needsFlush = true
        encrypt(context)
        flushIfNeeded(context)
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch (mode, output) {
        case (.all, _):
            sayGoodbye(context)
            end(ChannelError.ioOnClosedChannel)
            context.close(mode: .all, promise: promise)
        case (.output, .open) where phase == .handshaking || phase == .open:
            output = .closing(promise)
            isFlushWanted = true
            if phase == .open { encrypt(context) }
        default:
            context.close(mode: mode, promise: promise)
        }
    }
}
