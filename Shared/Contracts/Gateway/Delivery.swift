package import Wire

/// The request of `Deliver`.
package struct DeliverRequest: WireMessage {
    /// The deliveries.
    package var deliveries: [Delivery]
    /// Whether the node may have missed deliveries before these: it is to compare heads with what its sessions have.
    package var mayHaveMissed: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        deliveries: [Delivery] = [],
        mayHaveMissed: Bool = false
    ) {
        self.deliveries = deliveries
        self.mayHaveMissed = mayHaveMissed
    }

    package init() {
        self.init(deliveries: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(deliveries, at: 1)
        writer.bool(mayHaveMissed, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: deliveries.append(try reader.message(tag))
        case 2: mayHaveMissed = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// One of message and event.
package struct Delivery: WireMessage {
    /// A committed message.
    package var message: CommittedMessage?
    /// What happened.
    package var event: Event? {
        get { happening?.event }
        set { happening = newValue.map(Happening.one) }
    }
    /// Apart, since an event is large: nearly all deliveries have none, and are moved several times.
    private var happening: Happening?
    /// Users with a session on this node who may have to be told on `me`.
    package var recipients: [Recipient]
    /// Only for the recipients, on `me`: those attached have heard of it.
    package var isAnnouncement: Bool
    /// Whether the recipients are those of the delivery before it in the request, and not said again.
    package var hasSameRecipients: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        message: CommittedMessage? = nil,
        event: Event? = nil,
        recipients: [Recipient] = [],
        isAnnouncement: Bool = false,
        hasSameRecipients: Bool = false
    ) {
        self.message = message
        happening = event.map(Happening.one)
        self.recipients = recipients
        self.isAnnouncement = isAnnouncement
        self.hasSameRecipients = hasSameRecipients
    }

    package init() {
        self.init(message: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(message, at: 1)
        writer.message(event, at: 2)
        writer.messages(recipients, at: 3)
        writer.bool(isAnnouncement, at: 4)
        writer.bool(hasSameRecipients, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: message = try reader.message(tag, into: message)
        case 2: event = try reader.message(tag, into: event)
        case 3: recipients.append(try reader.message(tag))
        case 4: isAnnouncement = try reader.bool(tag)
        case 5: hasSameRecipients = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// How recipients that stand in one delivery after the other are said once.
extension Delivery {
    /// Leaves the recipients out: they are those of the delivery before it in the request.
    package mutating func repeatRecipients() {
        recipients = []
        hasSameRecipients = true
    }
}

extension DeliverRequest {
    /// The deliveries, with all their recipients.
    package var wholeDeliveries: [Delivery] {
        var said: [Recipient] = []
        return deliveries.map { delivery in
            var delivery = delivery
            if delivery.hasSameRecipients { delivery.recipients = said }
            said = delivery.recipients
            return delivery
        }
    }
}

/// Holds an event in a place of its own.
private indirect enum Happening: Sendable, Equatable {
    case one(Event)

    var event: Event {
        switch self {
        case .one(let event): event
        }
    }
}

/// Recipient.
package struct Recipient: WireMessage {
    /// The user.
    package var user: UInt64
    /// Mode letters, or a mask of them.
    package var mode: UInt32
    /// Whether the subscription is that of a channel reader.
    package var isReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        mode: UInt32 = 0,
        isReader: Bool = false
    ) {
        self.user = user
        self.mode = mode
        self.isReader = isReader
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.uint32(mode, at: 2)
        writer.bool(isReader, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: mode = try reader.uint32(tag)
        case 3: isReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
