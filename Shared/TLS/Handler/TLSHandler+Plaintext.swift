import NIOCore

/// How plaintext comes and goes.
extension TLSHandler {
    /// Hands on all plaintext that has come.
    func readPlaintext(_ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: session.receivedByteCount)
        let outcome = session.read(into: &buffer)
        // Such as new keys that the other side has asked for.
        sendOutput(context)
        if buffer.readableBytes > 0 {
            isReadWanted = false
            context.fireChannelRead(wrapInboundOut(buffer))
        }
        guard phase == .open else { return }
        switch outcome {
        case .needsMore: break
        case .ended: inputEnded(context)
        case .failed(let error): fail(error, context)
        }
    }

    private func inputEnded(_ context: ChannelHandlerContext) {
        isInputEnded = true
        let isHalfClosureAllowed = try? context.channel.syncOptions?.getOption(.allowRemoteHalfClosure)
        if isHalfClosureAllowed == true, case .open = output {
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        } else {
            close(context: context, mode: .all, promise: nil)
        }
    }

    /// Encrypts what waits, as much as the channel takes: full records only, unless all of it is to be sent.
    func encrypt(_ context: ChannelHandlerContext) {
        while phase == .open, !waiting.isEmpty, context.channel.isWritable,
            isFlushWanted || waiting.byteCount >= TLSSession.recordSize
        {
            guard encryptChunk(context) else { return }
        }
        guard waiting.isEmpty else { return }
        isFlushWanted = false
        closeOutputWhenSent(context)
    }

    private func encryptChunk(_ context: ChannelHandlerContext) -> Bool {
        // A record is a little larger than what is in it (RFC 8446 section 5.2).
        let capacity = min(waiting.byteCount, Self.chunkSize) + 256
        var ciphertext = context.channel.allocator.buffer(capacity: capacity)
        var promises: [EventLoopPromise<Void>] = []
        do throws(TLSError) {
            while ciphertext.readableBytes < Self.chunkSize, let piece = waiting.next(TLSSession.recordSize) {
                promises += piece.promises
                guard piece.bytes.readableBytes > 0 else { continue }
                try session.write(piece.bytes)
                session.takeOutput(into: &ciphertext)
            }
        } catch {
            for promise in promises { promise.fail(error) }
            fail(error, context)
            return false
        }
        if isFlushWanted { needsFlush = true }
        context.write(wrapOutboundOut(ciphertext), promise: Self.one(for: promises, on: context.eventLoop))
        return true
    }

    /// One promise that tells all of them.
    private static func one(
        for promises: [EventLoopPromise<Void>], on loop: any EventLoop
    ) -> EventLoopPromise<Void>? {
        guard promises.count > 1 else { return promises.first }
        let all = loop.makePromise(of: Void.self)
        for promise in promises { all.futureResult.cascade(to: promise) }
        return all
    }

    /// Writes what the session itself has to say.
    func sendOutput(_ context: ChannelHandlerContext) {
        guard session.hasOutput else { return }
        var ciphertext = context.channel.allocator.buffer(capacity: 0)
        session.takeOutput(into: &ciphertext)
        context.write(wrapOutboundOut(ciphertext), promise: nil)
        needsFlush = true
        flushIfNeeded(context)
    }

    /// Flushes the channel, or leaves it to the end of what is being read.
    func flushIfNeeded(_ context: ChannelHandlerContext) {
        guard needsFlush, !isReading else { return }
        needsFlush = false
        context.flush()
        if phase == .open { session.releaseSpace() }
    }
}
