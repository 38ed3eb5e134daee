import Contracts
import JSON

/// Why a protobuf message of a client cannot be understood: a word is unknown, or JSON is none.
struct PbxFault: Error {}

/// Reading and writing what the messages have of JSON.
enum PbxJSON {
    /// A JSON text; nil for nothing and for `null`.
    static func value(_ bytes: [UInt8]) throws(PbxFault) -> RawJSON? {
        guard !bytes.isEmpty else { return nil }
        do {
            let value = try RawJSON(validating: bytes)
            return value.isNull ? nil : value
        } catch {
            throw PbxFault()
        }
    }

    /// A map as an object, in the order of its entries, of which the last one of a key counts; nil for an empty one.
    static func object(_ entries: [Pbx.MapEntry]) throws(PbxFault) -> RawJSON? {
        guard !entries.isEmpty else { return nil }
        var values: [String: RawJSON] = [:]
        for entry in entries {
            // An entry without a value is one of null, as it is for other implementations.
            values[entry.key] = try value(entry.value) ?? .null
        }
        return .build { writer in
            writer.beginObject()
            for entry in entries {
                guard let value = values.removeValue(forKey: entry.key) else { continue }
                writer.key(naming: entry.key)
                writer.raw(value)
            }
            writer.endObject()
        }
    }

    /// The members of an object; none for what is no object.
    static func entries(_ value: RawJSON?) -> [Pbx.MapEntry] {
        guard let object = value?.object else { return [] }
        return object.map { Pbx.MapEntry($0.key, $0.value.bytes) }
    }

    /// The members of an object that is at hand as bytes.
    static func entries(_ json: [UInt8]) -> [Pbx.MapEntry] {
        json.isEmpty ? [] : entries(RawJSON(trusting: json))
    }
}

extension String {
    /// The text; nil for the empty one, which stands for what is not said.
    var said: String? { isEmpty ? nil : self }
}

extension Int32 {
    /// The number; nil for zero, which stands for what is not said.
    var said: Int64? { self == 0 ? nil : Int64(self) }
}
