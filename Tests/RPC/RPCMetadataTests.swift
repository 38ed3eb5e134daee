import RPC
import Testing

@Suite struct RPCMetadataTests {
    @Test("Names are in lower case, whichever way they are asked for")
    func names() {
        var metadata = RPCMetadata()
        metadata.add("Parley-Actor", "a")
        #expect(metadata.fields.map(\.name) == ["parley-actor"])
        #expect(metadata["parley-actor"] == "a")
        #expect(metadata["PARLEY-ACTOR"] == "a")
        #expect(metadata["parley"] == nil)
    }

    @Test("A name may occur more than once, and the order is kept")
    func order() {
        var metadata = RPCMetadata()
        metadata.add("b", "1")
        metadata.add("a", "2")
        metadata.add("b", "3")
        #expect(metadata.fields.map(\.value) == ["1", "2", "3"])
        #expect(metadata["b"] == "1")
    }

    @Test("Setting a name replaces every value, in any case, and nil removes them")
    func setting() {
        var metadata = RPCMetadata()
        metadata.add("b", "1")
        metadata.add("a", "2")
        metadata.add("b", "3")
        metadata["B"] = "4"
        #expect(metadata.fields.map(\.name) == ["a", "b"])
        #expect(metadata["b"] == "4")
        metadata["B"] = nil
        #expect(metadata.fields.map(\.name) == ["a"])
    }
}
