import Chat
import Storage

/// Values as both stores write them; what cannot be one is thrown as `StoreError.corrupted`.
extension UserID {
    init(stored number: UInt64) throws(StoreError) {
        guard let user = UserID(rawValue: number) else { throw .corrupted }
        self = user
    }
}

extension TopicID {
    init(stored text: String) throws(StoreError) {
        guard let topic = TopicID(text) else { throw .corrupted }
        self = topic
    }
}

extension Call.Stage {
    init(stored number: Int64) throws(StoreError) {
        guard let stage = Call.Stage(rawValue: number) else { throw .corrupted }
        self = stage
    }
}

extension CallEnding {
    init(stored text: String) throws(StoreError) {
        guard let ending = CallEnding(rawValue: text) else { throw .corrupted }
        self = ending
    }
}
