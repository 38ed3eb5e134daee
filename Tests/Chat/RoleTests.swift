import Chat
import Testing

@Suite struct RoleTests {
    @Test(
        "A role is given this",
        arguments: [
            (Role.owner, "JRWPASDO"), (.admin, "JRWPASD"), (.moderator, "JRWPSD"), (.member, "JRWPS"),
            (.restricted, "JRP"), (.banned, "N"),
        ])
    func given(role: Role, mode: String) {
        #expect(role.given.description == mode)
        #expect(Role(given: role.given) == role)
    }

    @Test(
        "A mode that is no role's own has the nearest",
        arguments: [
            ("RWPASDO", Role.banned), ("JO", .owner), ("JA", .admin), ("JRWD", .moderator), ("JRW", .member),
            ("JR", .restricted), ("JRPD", .restricted), ("A", .banned),
        ])
    func nearest(mode: String, role: Role) throws {
        #expect(Role(given: try #require(AccessMode(mode))) == role)
    }
}
