import TestKit

extension EveryKind {
    /// Every field at a value that is not its default.
    static let full = EveryKind(
        int32: -2,
        int64: .min,
        uint32: .max,
        uint64: 1 << 35,
        sint32: -3,
        sint64: .max,
        bool: true,
        fixed32: 0x0102_0304,
        fixed64: 0x0102_0304_0506_0708,
        sfixed32: -1,
        sfixed64: -2,
        float: 1.5,
        double: -0.25,
        string: "grüße",
        bytes: [0, 255],
        colour: .red,
        leaf: Tree(name: "leaf", branches: [Tree(), Tree(name: String(repeating: "x", count: 200))]),
        leaves: [Tree(), Tree(weight: 7)],
        strings: ["", "a"],
        int32s: [0, -1, 300],
        uint64s: [0, .max],
        fixed64s: [1, .max]
    )

    /// A message whose fields are absent, at their bounds or anywhere between.
    static func random(using random: inout SplitMix64) -> EveryKind {
        EveryKind(
            int32: .sample(using: &random),
            int64: .sample(using: &random),
            uint32: .sample(using: &random),
            uint64: .sample(using: &random),
            sint32: .sample(using: &random),
            sint64: .sample(using: &random),
            bool: .random(using: &random),
            fixed32: .sample(using: &random),
            fixed64: .sample(using: &random),
            sfixed32: .sample(using: &random),
            sfixed64: .sample(using: &random),
            float: Float(Int16.sample(using: &random)) / 8,
            double: Double(Int32.sample(using: &random)) / 8,
            string: text(using: &random),
            bytes: list(upTo: 300, using: &random) { .sample(using: &$0) },
            colour: Colour(rawValue: .sample(using: &random)),
            leaf: Bool.random(using: &random) ? tree(depth: 3, using: &random) : nil,
            leaves: list(upTo: 3, using: &random) { tree(depth: 2, using: &$0) },
            strings: list(upTo: 3, using: &random) { text(using: &$0) },
            int32s: list(upTo: 40, using: &random) { .sample(using: &$0) },
            uint64s: list(upTo: 40, using: &random) { .sample(using: &$0) },
            fixed64s: list(upTo: 40, using: &random) { .sample(using: &$0) }
        )
    }

    private static func tree(depth: Int, using random: inout SplitMix64) -> Tree {
        Tree(
            name: text(using: &random),
            branches: depth == 0 ? [] : list(upTo: 3, using: &random) { tree(depth: depth - 1, using: &$0) },
            weight: .sample(using: &random)
        )
    }

    private static func text(using random: inout SplitMix64) -> String {
        String(list(upTo: 90, using: &random) { "aZ0 é☃🙂\u{0}\u{301}".randomElement(using: &$0) ?? "a" })
    }

    private static func list<Value>(
        upTo count: Int, using random: inout SplitMix64, _ make: (inout SplitMix64) -> Value
    ) -> [Value] {
        guard Bool.random(using: &random) else { return [] }
        return (0..<Int.random(in: 0...count, using: &random)).map { _ in make(&random) }
    }
}

extension FixedWidthInteger {
    /// A number of any size: bounds and small ones are as likely as large ones.
    fileprivate static func sample(using random: inout SplitMix64) -> Self {
        let any = Self.random(in: .min ... .max, using: &random)
        return [0, 1, .min, .max, any, any >> Int.random(in: 0..<bitWidth, using: &random)]
            .randomElement(using: &random) ?? 0
    }
}
