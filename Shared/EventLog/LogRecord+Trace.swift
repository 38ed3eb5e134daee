package import ServiceContextModule
import Trace

extension ConsumedRecord {
    /// The context of the work that appended the record, as far as its headers tell: its trace.
    package var context: ServiceContext {
        var context = ServiceContext.topLevel
        context.trace = TraceContext(headers)
        return context
    }
}

extension [LogRecord] {
    /// The records with the trace of the current task, except those that name one themselves.
    var traced: [LogRecord] {
        guard let trace = ServiceContext.current?.trace else { return self }
        return map { record in
            guard record.header(TraceContext.parentHeader) == nil else { return record }
            return LogRecord(key: record.key, value: record.value, headers: record.headers + trace.headers)
        }
    }
}

extension [ConsumedRecord] {
    /// The context that all records of a batch share; none where they differ.
    var sharedContext: ServiceContext {
        // Mostly nobody traces.
        guard contains(where: { !$0.headers.isEmpty }), let first = first?.context else { return .topLevel }
        return dropFirst().allSatisfy { $0.context.trace == first.trace } ? first : .topLevel
    }
}
