/// A line to show, safe to print, and how much it matters.
struct ScreenLine: Equatable {
    /// What a line is for.
    enum Kind: Equatable {
        /// What somebody else said.
        case message
        /// What the user said.
        case own
        /// What happens around the conversation.
        case notice
        /// What is only true for a moment, and need not stay on the screen.
        case passing
        case heading
        case failure
    }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// As it goes to a terminal.
    func text(coloured: Bool) -> String {
        guard coloured else { return text }
        let style =
            switch kind {
            case .message: ""
            case .own: "36"
            case .notice, .passing: "2"
            case .heading: "1"
            case .failure: "31"
            }
        return style.isEmpty ? text : "\u{1B}[\(style)m\(text)\u{1B}[0m"
    }
}
