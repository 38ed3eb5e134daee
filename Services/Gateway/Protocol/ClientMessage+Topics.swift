import JSON

// Reading the requests about topics.

extension SubscribeCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            case "set": set = try SetPart.read(&scanner)
            case "get": get = try QueryPart.read(&scanner)
            default: break
            }
        }
    }
}

extension LeaveCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            case "unsub": unsubscribes = try scanner.boolOrNull() ?? false
            default: break
            }
        }
    }
}

extension PublishCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            case "noecho": noEcho = try scanner.boolOrNull() ?? false
            case "head": head = try scanner.rawObjectOrNull()
            case "content": content = try scanner.raw()
            default: break
            }
        }
    }
}

extension GetCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            default: try query.read(key, &scanner)
            }
        }
    }
}

extension SetCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            default: try changes.read(key, &scanner)
            }
        }
    }
}

extension DeleteCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.stringOrNull()
            case "topic": topic = try scanner.stringOrNull() ?? ""
            case "what":
                if let said = try scanner.stringOrNull(), !said.isEmpty { what = said }
            case "delseq": ranges = try SequenceRangePart.readList(&scanner)
            case "user": user = try scanner.stringOrNull()
            case "cred": credential = try CredentialPart.read(&scanner)
            case "hard": isHard = try scanner.boolOrNull() ?? false
            default: break
            }
        }
    }
}

extension NoteCommand {
    init(scanning scanner: inout JSONScanner) throws(JSONError) {
        self.init()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "topic": topic = try scanner.stringOrNull() ?? ""
            case "what": what = try scanner.stringOrNull() ?? ""
            case "seq": sequence = try scanner.intOrNull()
            case "unread": unread = try scanner.intOrNull().map { Int($0) }
            case "event": event = try scanner.stringOrNull()
            case "payload": payload = try scanner.rawOrNull()
            default: break
            }
        }
    }
}
