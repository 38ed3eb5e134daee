import Chat

/// The kinds of address that the suite knows.
enum CredentialMethod: String, CaseIterable {
    case email
    case tel

    /// Writes an address in its one canonical form; nil when it cannot be one.
    func normalised(_ text: String) -> String? {
        switch self {
        case .email: ContactAddress.email(text)
        case .tel: ContactAddress.telephone(text)
        }
    }
}
