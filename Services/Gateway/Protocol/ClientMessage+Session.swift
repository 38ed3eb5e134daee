import JSON

// Reading the requests about the session and the account.

extension Extra {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "attachments": attachments = try scanner.strings()
            case "obo": onBehalfOf = try scanner.stringOrNull()
            case "authlevel": authLevel = try scanner.stringOrNull()
            case "key": self.key = try scanner.stringOrNull()
            default: break
            }
        }
    }
}

extension Secret {
    /// Reads standard base64 with padding; nil for `null`.
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> Secret? {
        if try scanner.null() { return nil }
        guard let bytes = Base64.decode(try scanner.utf8()) else { throw scanner.refusal("base64") }
        return Secret(bytes: bytes)
    }
}

extension Hello {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "ver": version = try scanner.stringOrNull()
            case "ua": userAgent = try scanner.stringOrNull()
            case "dev": device = try scanner.stringOrNull()
            case "lang": language = try scanner.stringOrNull()
            case "platf": platform = try scanner.stringOrNull()
            case "bkg": isBackground = try scanner.boolOrNull() ?? false
            default: break
            }
        }
    }
}

extension AccountRequest {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "user": user = try scanner.stringOrNull()
            case "tmpscheme": temporaryScheme = try scanner.stringOrNull()
            case "tmpsecret": temporarySecret = try Secret.read(&scanner)
            case "status": status = try scanner.stringOrNull()
            case "authlevel": authLevel = try scanner.stringOrNull()
            case "scheme": scheme = try scanner.stringOrNull()
            case "secret": secret = try Secret.read(&scanner)
            case "login": logsIn = try scanner.boolOrNull() ?? false
            case "tags": tags = try scanner.strings()
            case "desc": description = try DescriptionPart.read(&scanner)
            case "cred": credentials = try CredentialPart.readList(&scanner)
            default: break
            }
        }
    }
}

extension LoginAttempt {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "scheme": scheme = try scanner.stringOrNull() ?? ""
            case "secret": secret = try Secret.read(&scanner) ?? Secret(bytes: [])
            case "cred": credentials = try CredentialPart.readList(&scanner)
            default: break
            }
        }
    }
}
