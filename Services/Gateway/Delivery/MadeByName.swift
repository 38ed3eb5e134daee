import Chat

/// What is made of a topic once for each name that sessions know it by; there are two or three such names.
struct MadeByName<Value> {
    private var made: [(name: TopicName, value: Value)] = []

    /// What there is for a name, made when it is first asked for.
    mutating func value(for name: TopicName, _ make: () -> Value) -> Value {
        if let known = made.first(where: { $0.name == name }) { return known.value }
        let value = make()
        made.append((name, value))
        return value
    }
}
