import Chat
import JSON

extension MetaMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.object("meta") { writer in
            writer.field("id", ifSaid: id)
            writer.field("topic", topic)
            writer.field("ts", timestamp: at)
            if let description { writer.object("desc", description.write) }
            if let subscriptions {
                writer.array("sub") { writer in
                    for row in subscriptions { row.write(to: &writer) }
                }
            }
            if let deletions {
                writer.object("del") { writer in
                    writer.field("clear", deletions.clear)
                    writer.field("delseq", deletions.ranges)
                }
            }
            if let reactions { writer.field("react", reactions) }
            if let tags { writer.field("tags", tags) }
            if let credentials {
                writer.array("cred") { writer in
                    for credential in credentials { credential.write(to: &writer) }
                }
            }
            writer.field("aux", ifPresent: auxiliary)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension TopicDescription {
    /// The description as a value, as it stands in the answer to `acc`.
    var json: RawJSON {
        .build(capacity: 256) { writer in
            writer.beginObject()
            write(to: &writer)
            writer.endObject()
        }
    }

    /// Writes the members.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.field("created", timestampIfPresent: createdAt)
        writer.field("updated", timestampIfPresent: updatedAt)
        writer.field("touched", timestampIfPresent: touchedAt)
        writer.field("state", ifSaid: state)
        writer.field("online", ifTrue: isOnline)
        writer.field("chan", ifTrue: isChannel)
        writer.field("seen", ifPresent: seen)
        if let defaultAccess {
            writer.object("defacs") { writer in
                writer.field("auth", defaultAccess.authenticated.description)
                writer.field("anon", defaultAccess.anonymous.description)
            }
        }
        if access != nil || strangerMode != nil { writer.access(access, strangerMode) }
        writer.field("seq", ifNotZero: sequence)
        writer.field("read", ifNotZero: read)
        writer.field("recv", ifNotZero: received)
        writer.field("clear", ifNotZero: clear)
        writer.field("mrrid", ifNotZero: reactionID)
        writer.field("subcnt", ifNotZero: subscriberCount)
        writer.field("public", ifNotEmpty: publicJSON)
        writer.field("trusted", ifNotEmpty: trustedJSON)
        writer.field("private", ifNotEmpty: privateJSON)
    }
}

extension SubscriptionRow {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("updated", timestampIfPresent: updatedAt)
        writer.field("deleted", timestampIfPresent: deletedAt)
        writer.field("online", ifTrue: isOnline)
        writer.access(access, strangerMode)
        writer.field("read", ifNotZero: read)
        writer.field("recv", ifNotZero: received)
        writer.field("public", ifNotEmpty: publicJSON)
        writer.field("trusted", ifNotEmpty: trustedJSON)
        writer.field("private", ifNotEmpty: privateJSON)
        writer.field("user", ifPresent: user?.description)
        writer.field("topic", ifSaid: topic)
        writer.field("touched", timestampIfPresent: touchedAt)
        writer.field("seq", ifNotZero: sequence)
        writer.field("clear", ifNotZero: clear)
        writer.field("mrrid", ifNotZero: reactionID)
        writer.field("subcnt", ifNotZero: subscriberCount)
        writer.field("seen", ifPresent: seen)
        writer.endObject()
    }
}

extension CredentialRow {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("meth", method)
        writer.field("val", ifSaid: value)
        writer.field("done", ifTrue: isDone)
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes `acs`: both sides and what they come to, or the mode alone, or nothing inside.
    fileprivate mutating func access(_ access: Access?, _ strangerMode: AccessMode?) {
        object("acs") { writer in
            if let access {
                writer.field("want", access.want.description)
                writer.field("given", access.given.description)
                writer.field("mode", access.mode.description)
            } else {
                writer.field("mode", ifPresent: strangerMode?.description)
            }
        }
    }

    fileprivate mutating func field(_ key: StaticString, ifPresent seen: LastSeen?) {
        guard let seen else { return }
        object(key) { writer in
            writer.field("when", timestamp: seen.at)
            writer.field("ua", ifSaid: seen.userAgent)
        }
    }
}
