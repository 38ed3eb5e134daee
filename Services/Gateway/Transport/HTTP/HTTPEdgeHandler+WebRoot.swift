internal import NIOCore

extension HTTPEdgeHandler {
    /// Bytes of a file that are in memory at a time.
    private static let chunkSize = 128 * 1024

    /// Sends a file, as fast as the client takes it.
    func send(_ request: StaticFileRequest, context: ChannelHandlerContext) {
        guard let files = loop.webRoot else { return answer(.noFile, context: context) }
        files.answer(request, on: context.eventLoop).assumeIsolated().whenComplete { result in
            guard case .success(let reply) = result else { return context.close(promise: nil) }
            self.send(reply, from: files, context: context)
        }
    }

    private func send(_ reply: StaticFileReply, from files: StaticFiles, context: ChannelHandlerContext) {
        guard let (isHead, closes) = answering else { return }
        guard case .file(let file, let range) = reply.body else { return answer(reply.reply, context: context) }
        let head = reply.reply.head(length: reply.length, closes: closes)
        write(head, context: context) {
            self.send(file, isHead ? 0..<0 : range, from: files, context: context)
        }
    }

    private func send(_ file: OpenFile, _ range: Range<Int>, from files: StaticFiles, context: ChannelHandlerContext) {
        guard answering != nil else { return }
        guard !range.isEmpty else { return answered(context: context) }
        let part = range.prefix(Self.chunkSize)
        files.read(file, part, on: context.eventLoop).assumeIsolated().whenComplete { result in
            guard case .success(let bytes?) = result, bytes.readableBytes == part.count else {
                // The head has promised more than there is.
                return context.close(promise: nil)
            }
            self.write(bytes, context: context) {
                self.send(file, part.upperBound..<range.upperBound, from: files, context: context)
            }
        }
    }
}
