import ParleyClient
import RunningParley
import Testing

/// Small pictures of large ones.
@Suite(.timeLimit(.minutes(5))) struct ThumbnailTests {
    @Test("A picture comes small when asked for, made once")
    func small() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let picture = try SamplePicture.png(width: 640, height: 320)
            let url = try #require(try await alice.upload(picture).url)
            let first = try await alice.get(url + "?thumb=128")
            #expect(first.status == 200)
            #expect(first["content-type"] == "image/webp")
            #expect(first["content-disposition"] == "inline")
            #expect(first.bytes.starts(with: "RIFF".utf8) && first.bytes.count < picture.count * 4)
            #expect(first["etag"] != nil)
            let again = try await alice.get(url + "?thumb=128")
            #expect(again.bytes == first.bytes)
            #expect(try await alice.get(url + "?thumb=128", [("Range", "bytes=0-3")]).bytes == Array("RIFF".utf8))
            #expect(try await alice.get(url + "?thumb=64").bytes != first.bytes)
            let many = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<8 { group.addTask { try await alice.get(url + "?thumb=256").bytes } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(many.count == 1)
            for size in ["0", "100", "4096", "x", "-1", ""] {
                #expect(try await alice.get(url + "?thumb=\(size)").status == 400)
            }
            #expect(try await FileClient(server, as: nil).get(url + "?thumb=64").status == 401)
        }
    }

    @Test("A bomb, a broken picture and what is none are refused, and the server lives on")
    func refused() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let whole = try SamplePicture.png(width: 800, height: 800)
            let bomb = try SamplePicture.png(width: 30_000, height: 30_000)
            #expect(bomb.count < 1 << 20)
            for content in [
                bomb, SamplePicture.hollowPNG(width: 9000, height: 9000), Array(whole.prefix(60)),
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("GIF89a nothing".utf8),
                [0xFF, 0xD8, 0xFF, 0xE0],
                Array("plain text".utf8), Array("<svg xmlns='http://www.w3.org/2000/svg' width='9'/>".utf8),
                Array("%PDF-1.7".utf8),
            ] {
                let url = try #require(try await alice.upload(content).url)
                for _ in 0..<2 { #expect(try await alice.get(url + "?thumb=256").status == 415) }
                #expect(try await alice.get(url).bytes == content)
            }
            let url = try #require(try await alice.upload(whole).url)
            #expect(try await alice.get(url + "?thumb=256").status == 200)
            let client = try await server.client("alice")
            #expect(try await client.subscribe("new").topic != nil)
        }
    }

    @Test("Where no small pictures are made there are none")
    func switchedOff() async throws {
        try await withParley(environment: ["PARLEY_GATEWAY_FILES_THUMBNAILS": "false"]) { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(try SamplePicture.png(width: 64, height: 64)).url)
            #expect(try await alice.get(url + "?thumb=64").status == 404)
            #expect(try await alice.get(url).status == 200)
        }
    }
}
