import Contracts
import JSON

// Understanding what several requests of gRPC clients have in common.

extension DescriptionPart {
    init(_ part: Pbx.SetDesc) throws(PbxFault) {
        self.init(
            defaultAccess: part.defaultAccess.map { ($0.auth.said, $0.anon.said) },
            publicJSON: try PbxJSON.value(part.publicJSON), trustedJSON: try PbxJSON.value(part.trustedJSON),
            privateJSON: try PbxJSON.value(part.privateJSON))
    }
}

extension CredentialPart {
    init(_ part: Pbx.ClientCred) throws(PbxFault) {
        self.init(
            method: part.method, value: part.value.said, response: part.response.said,
            parameters: try PbxJSON.object(part.params))
    }
}

extension SetPart {
    init(_ query: Pbx.SetQuery) throws(PbxFault) {
        self.init(
            description: try query.desc.map(DescriptionPart.init),
            access: query.sub.map { AccessPart(user: $0.userID.said, mode: $0.mode.said) },
            tags: query.tags.isEmpty ? nil : query.tags, credential: try query.cred.map(CredentialPart.init),
            auxiliary: try PbxJSON.object(query.aux))
    }
}

extension QueryPart {
    init(_ query: Pbx.GetQuery) {
        self.init(
            what: query.what.split(separator: " ").map(String.init), description: query.desc.map(QueryOptions.init),
            subscriptions: query.sub.map(QueryOptions.init), data: query.data.map(QueryOptions.init),
            deletions: query.del.map(QueryOptions.init))
    }
}

extension QueryOptions {
    init(_ options: Pbx.GetOpts) {
        self.init(
            user: options.user.said, topic: options.topic.said,
            modifiedSince: options.ifModifiedSince == 0 ? nil : options.ifModifiedSince,
            since: options.sinceID.said, before: options.beforeID.said, limit: options.limit.said.map { Int($0) },
            ranges: options.ranges.map(SequenceRangePart.init))
    }
}

extension SequenceRangePart {
    init(_ range: Pbx.SeqRange) {
        self.init(low: Int64(range.low), high: range.hi.said)
    }
}
