"""Drives a server as a stock gRPC client does, in everything that the bindings have words for.

Usage: client.py PORT-OF-GRPC PORT-OF-HTTP
"""

import base64
import json
import sys
import urllib.request

import grpc
from tinode_grpc import pb

from session import Session, check, text

PORT, WEB = int(sys.argv[1]), int(sys.argv[2])
API_KEY = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"


def handshake():
    session = Session(PORT, "guest")
    check(session.ask(sub=pb.ClientSub(topic="me")).code == 409, "nothing comes before hi")
    params = session.hello()
    check(params["ver"] == "0.25" and params["maxMessageSize"] > 0, f"the handshake: {params}")
    check(params["servingAt"].startswith("http") and params["clusterSize"] == 1, f"the handshake: {params}")
    check(session.ask(sub=pb.ClientSub(topic="me")).code == 401, "nothing else comes before login")
    wrong = session.ask(login=pb.ClientLogin(scheme="basic", secret=b"alice:wrong"))
    check((wrong.code, wrong.text) == (401, "authentication failed"), f"a wrong password: {wrong}")
    check(session.close() == grpc.StatusCode.OK, "a session that says no more ends well")


def malformed():
    session = Session(PORT, "confused")
    session.hello()
    session.send(pb.ClientMsg())
    nothing = session.expect("ctrl", "an answer to nothing", lambda ctrl: True)
    check((nothing.code, nothing.text, nothing.id) == (400, "malformed", ""), f"an empty message: {nothing}")
    no_json = session.ask(pub=pb.ClientPub(topic="grpx", content=b"{"))
    check((no_json.code, no_json.topic) == (400, "grpx"), f"content that is no JSON: {no_json}")
    session.login("alice")
    unknown = session.ask(**{"del": pb.ClientDel(topic="me", what=77)})
    check((unknown.code, unknown.topic) == (400, "me"), f"an unknown word: {unknown}")
    level = session.ask(extra=pb.ClientExtra(auth_level=77), get=pb.ClientGet(topic="me"))
    check(level.code == 400, f"an unknown level: {level}")
    session.close()


def accounts():
    session = Session(PORT, "ann")
    session.hello()
    outcome = session.ask(
        acc=pb.ClientAcc(
            user_id="newann", scheme="basic", secret=b"anngrpc:ann12345", login=True, tags=["grpcfans"],
            desc=pb.SetDesc(public=text({"fn": "Ann"}), private=text({"c": 1})),
            cred=[pb.ClientCred(method="email", value="anngrpc@example.com")],
        )
    )
    check((outcome.code, outcome.text) == (300, "validate credentials"), f"an account: {outcome}")
    check(json.loads(outcome.params["desc"])["public"] == {"fn": "Ann"}, f"its description: {outcome}")
    token = base64.b64decode(json.loads(outcome.params["token"]))
    proved = session.ask(
        login=pb.ClientLogin(scheme="token", secret=token, cred=[pb.ClientCred(method="email", response="123456")])
    )
    check(proved.code == 200, f"the address is proved: {proved}")
    ann = json.loads(proved.params["user"])

    again = Session(PORT, "ann, with a token")
    again.hello()
    again.login("ann", "token", base64.b64decode(json.loads(proved.params["token"])))
    check(again.user == ann, "a token is the user's")
    check(again.ask(sub=pb.ClientSub(topic="me")).code == 200, "me")
    again.send(pb.ClientMsg(get=pb.ClientGet(id="me", topic="me", query=pb.GetQuery(what="desc tags cred"))))
    desc = again.expect("meta", "the description", lambda meta: meta.HasField("desc")).desc
    check(json.loads(desc.public) == {"fn": "Ann"} and json.loads(desc.private) == {"c": 1}, f"me: {desc}")
    check(desc.created_at > 1_600_000_000_000 and desc.acs.want == "JPS", f"times are milliseconds: {desc}")
    tags = again.expect("meta", "the tags", lambda meta: len(meta.tags) > 0).tags
    check("grpcfans" in tags and "basic:anngrpc" in tags, f"the tags: {tags}")
    cred = again.expect("meta", "the credentials", lambda meta: len(meta.cred) > 0).cred[0]
    check((cred.method, cred.value, cred.done) == ("email", "anngrpc@example.com", True), f"the address: {cred}")
    changed = again.ask(
        set=pb.ClientSet(
            topic="me", query=pb.SetQuery(desc=pb.SetDesc(public=text({"fn": "Ann B"}), private=b'"\xe2\x90\xa1"'))
        )
    )
    check(changed.code == 200, f"a new name: {changed}")
    again.send(pb.ClientMsg(get=pb.ClientGet(id="d", topic="me", query=pb.GetQuery(what="desc"))))
    desc = again.expect("meta", "the description", lambda meta: meta.id == "d").desc
    check(json.loads(desc.public) == {"fn": "Ann B"} and not desc.private, f"me, changed: {desc}")
    check(again.ask(**{"del": pb.ClientDel(topic="me", what=pb.ClientDel.USER)}).code == 200, "the account goes")
    session.reader.join(30)
    check(session.code == grpc.StatusCode.OK, f"its other session is closed: {session.code}")
    evicted = session.expect("ctrl", "word of it", lambda ctrl: ctrl.code == 205)
    check(evicted.text == "evicted", f"the other session is told: {evicted}")
    session.requests.put(None)
    again.close()


def groups(alice, bob):
    made = alice.ask(
        sub=pb.ClientSub(
            topic="newgroup",
            set_query=pb.SetQuery(desc=pb.SetDesc(public=text({"fn": "Friends"})), tags=["grpcgroup"]),
            get_query=pb.GetQuery(what="desc sub tags"),
        )
    )
    check(made.code == 200 and json.loads(made.params["tmpname"]) == "newgroup", f"a group: {made}")
    group = made.topic
    acs = json.loads(made.params["acs"])
    check(acs == {"want": "JRWPASDO", "given": "JRWPASDO", "mode": "JRWPASDO"}, f"its owner: {acs}")
    desc = alice.expect("meta", "its description", lambda meta: meta.HasField("desc")).desc
    check(json.loads(desc.public) == {"fn": "Friends"} and desc.acs.given == "JRWPASDO", f"the group: {desc}")
    members = alice.expect("meta", "its members", lambda meta: len(meta.sub) > 0).sub
    check([member.user_id for member in members] == [alice.user], f"the members: {members}")

    check(bob.ask(sub=pb.ClientSub(topic=group)).code == 200, "bob joins")
    came = alice.expect("pres", "bob", lambda pres: pres.topic == group and pres.what == pb.ServerPres.ON)
    check(came.src == bob.user, f"alice sees bob come: {came}")

    sent = bob.ask(pub=pb.ClientPub(topic=group, head={"x-foo": text(1)}, content=text({"txt": "größer"})))
    check(sent.code == 202 and json.loads(sent.params["seq"]) == 1, f"a message: {sent}")
    for reader in (alice, bob):
        data = reader.expect("data", "the message", lambda data: data.topic == group)
        check((data.from_user_id, data.seq_id) == (bob.user, 1), f"the message: {data}")
        check(json.loads(data.content) == {"txt": "größer"} and json.loads(data.head["x-foo"]) == 1, f"{data}")
        check(data.timestamp > 1_600_000_000_000, f"its time: {data}")
    check(bob.ask(pub=pb.ClientPub(topic=group, no_echo=True, content=text("2"))).code == 202, "no echo")
    alice.expect("data", "the second message", lambda data: data.seq_id == 2)

    bob.send(pb.ClientMsg(note=pb.ClientNote(topic=group, what=pb.KP)))
    info = alice.expect("info", "typing", lambda info: info.what == pb.KP)
    check((info.topic, info.from_user_id) == (group, bob.user), f"typing: {info}")
    for what in (pb.RECV, pb.READ):
        alice.send(pb.ClientMsg(note=pb.ClientNote(topic=group, what=what, seq_id=2)))
        info = bob.expect("info", "a receipt", lambda info: info.what == what)
        check((info.from_user_id, info.seq_id) == (alice.user, 2), f"a receipt: {info}")

    invited = alice.ask(set=pb.ClientSet(topic=group, query=pb.SetQuery(sub=pb.SetSub(user_id=bob.user, mode="JR"))))
    check(invited.code == 200, f"bob may only read: {invited}")
    told = bob.expect("pres", "less access", lambda pres: pres.what == pb.ServerPres.ACS and pres.topic == group)
    check(told.acs.given == "-WPS", f"bob is told: {told}")
    check(bob.ask(pub=pb.ClientPub(topic=group, content=text("3"))).code == 403, "bob may not write")
    renamed = alice.ask(
        set=pb.ClientSet(topic=group, query=pb.SetQuery(desc=pb.SetDesc(public=text({"fn": "Foes"})), tags=["foes"]))
    )
    check(renamed.code == 200, f"another name: {renamed}")
    bob.send(pb.ClientMsg(get=pb.ClientGet(id="g", topic=group, query=pb.GetQuery(what="desc"))))
    desc = bob.expect("meta", "the description", lambda meta: meta.id == "g").desc
    check(json.loads(desc.public) == {"fn": "Foes"} and desc.acs.given == "JR", f"the group, changed: {desc}")
    history(alice, group)
    check(alice.ask(**{"del": pb.ClientDel(topic=group, what=pb.ClientDel.SUB, user_id=bob.user)}).code == 200, "out")
    out = bob.expect("ctrl", "that bob is out", lambda ctrl: ctrl.code == 205)
    check(out.topic == group and json.loads(out.params["unsub"]) is True, f"bob is out: {out}")
    check(alice.ask(**{"del": pb.ClientDel(topic=group, what=pb.ClientDel.TOPIC)}).code == 200, "the group goes")


def history(alice, group):
    for number in range(3, 31):
        check(alice.ask(pub=pb.ClientPub(topic=group, no_echo=True, content=text(number))).code == 202, "many messages")
    before, seen = 0, []
    while True:
        query = pb.GetQuery(what="data", data=pb.GetOpts(before_id=before, limit=12))
        end = alice.ask(get=pb.ClientGet(topic=group, query=query))
        page = [message.data.seq_id for message in alice.news if message.HasField("data")]
        alice.news = [message for message in alice.news if not message.HasField("data")]
        if end.code == 204:
            break
        check(end.code == 208 and json.loads(end.params["count"]) == len(page), f"the end of a page: {end}")
        seen += page
        before = min(page)
        if before == 1:
            break
    check(sorted(seen) == list(range(1, 31)), f"all messages, page by page: {seen}")
    deleted = alice.ask(
        **{
            "del": pb.ClientDel(
                topic=group, what=pb.ClientDel.MSG, hard=True, del_seq=[pb.SeqRange(low=1, hi=3), pb.SeqRange(low=9)]
            )
        }
    )
    check(deleted.code == 200 and json.loads(deleted.params["del"]) == 1, f"messages go: {deleted}")
    alice.send(pb.ClientMsg(get=pb.ClientGet(id="log", topic=group, query=pb.GetQuery(what="del"))))
    log = alice.expect("meta", "the deletions", lambda meta: meta.id == "log")
    ranges = [(part.low, part.hi) for part in getattr(log, "del").del_seq]
    check(getattr(log, "del").del_id == 1 and ranges == [(1, 3), (9, 0)], f"the deletions: {log}")
    left = alice.ask(get=pb.ClientGet(topic=group, query=pb.GetQuery(what="data", data=pb.GetOpts(before_id=10))))
    check(json.loads(left.params["count"]) == 6, f"what is left: {left}")


def private_chat(alice, bob):
    check(alice.ask(sub=pb.ClientSub(topic="me")).code in (200, 304), "alice looks at her topics")
    check(bob.ask(sub=pb.ClientSub(topic="me")).code in (200, 304), "bob too")
    begun = alice.ask(sub=pb.ClientSub(topic=bob.user))
    check(begun.code == 200 and begun.topic == bob.user, f"alice addresses bob: {begun}")
    alice.ask(pub=pb.ClientPub(topic=bob.user, content=text("psst")))
    told = bob.expect("pres", "a message", lambda pres: pres.what == pb.ServerPres.MSG and pres.src == alice.user)
    check(told.topic == "me" and told.seq_id == 1, f"bob is told: {told}")
    read = bob.ask(sub=pb.ClientSub(topic=alice.user, get_query=pb.GetQuery(what="data")))
    check(read.topic == alice.user, f"bob calls the chat alice: {read}")
    data = bob.expect("data", "the message", lambda data: data.topic == alice.user)
    check(json.loads(data.content) == "psst", f"the message: {data}")
    check(alice.ask(leave=pb.ClientLeave(topic=bob.user)).code == 200, "alice leaves")
    alice.send(pb.ClientMsg(get=pb.ClientGet(id="s", topic="me", query=pb.GetQuery(what="sub"))))
    subs = alice.expect("meta", "her topics", lambda meta: meta.id == "s").sub
    chat, = [row for row in subs if row.topic == bob.user]
    check(chat.seq_id == 1 and chat.acs.want and json.loads(chat.public)["fn"], f"the chat: {chat}")


def channel(alice, bob):
    made = alice.ask(sub=pb.ClientSub(topic="nchnews", set_query=pb.SetQuery(desc=pb.SetDesc(public=text({"fn": "N"})))))
    name, readers = made.topic, "chn" + made.topic[3:]
    check(made.code == 200, f"a channel: {made}")
    joined = bob.ask(sub=pb.ClientSub(topic=readers))
    check(json.loads(joined.params["acs"])["given"] == "JRP", f"a reader: {joined}")
    alice.ask(pub=pb.ClientPub(topic=name, content=text("news")))
    data = bob.expect("data", "the news", lambda data: data.topic == readers)
    check(data.from_user_id == "" and json.loads(data.content) == "news", f"news have no author: {data}")
    bob.send(pb.ClientMsg(get=pb.ClientGet(id="c", topic=readers, query=pb.GetQuery(what="desc"))))
    desc = bob.expect("meta", "the channel", lambda meta: meta.id == "c").desc
    check(desc.is_chan, f"it is a channel: {desc}")
    check(bob.ask(leave=pb.ClientLeave(topic=readers, unsub=True)).code == 200, "enough of it")


def limits():
    """A message over the limit ends the stream, and others go on."""
    session = Session(PORT, "too much")
    session.hello()
    session.send(pb.ClientMsg(pub=pb.ClientPub(id="1", topic="grpx", content=text("x" * (600 * 1024)))))
    session.reader.join(30)
    check(session.code == grpc.StatusCode.RESOURCE_EXHAUSTED, f"a message over the limit: {session.code}")
    session.requests.put(None)


def last_answers():
    """Who says no more is still answered."""
    session = Session(PORT, "in a hurry")
    session.hello()
    session.login("carol")
    for number in range(50):
        session.send(pb.ClientMsg(get=pb.ClientGet(id=f"q{number}", topic="me", query=pb.GetQuery(what="tags"))))
    check(session.close() == grpc.StatusCode.OK, "a session that says no more ends well")
    answered = set()
    while (message := session.incoming.get()) is not None:
        answered.add(message.ctrl.id or message.meta.id)
    check(len(answered & {f"q{number}" for number in range(50)}) == 50, f"all is answered: {len(answered)}")


def search(alice, bob):
    """Users and groups are found by their tags, and nobody finds themselves."""
    tag = pb.ClientSet(topic="me", query=pb.SetQuery(tags=["basic:bob", "email:bob@example.com", "topic:gardening"]))
    bob.ask(sub=pb.ClientSub(topic="me"))
    check(bob.ask(set=tag).code == 200, "bob tells what he likes")
    gardens = pb.SetQuery(desc=pb.SetDesc(public=text({"fn": "Gardens"})), tags=["topic:gardening"])
    group = alice.ask(sub=pb.ClientSub(topic="newgardens", set_query=gardens)).topic
    check(alice.ask(sub=pb.ClientSub(topic="fnd")).code == 200, "the search is open to all")
    query = pb.ClientSet(topic="fnd", query=pb.SetQuery(desc=pb.SetDesc(public=text("topic:gardening"))))
    check(alice.ask(set=query).code == 200, "a query is set")
    alice.send(pb.ClientMsg(get=pb.ClientGet(id="found", topic="fnd", query=pb.GetQuery(what="sub"))))
    found = alice.expect("meta", "what is found", lambda meta: meta.id == "found")
    names = {row.user_id or row.topic for row in found.sub}
    check(names == {bob.user, group}, f"bob and the group are found: {found}")
    nobody = pb.ClientSet(topic="fnd", query=pb.SetQuery(desc=pb.SetDesc(public=text("topic:nothing"))))
    check(alice.ask(set=nobody).code == 200, "another query is set")
    check(alice.ask(get=pb.ClientGet(topic="fnd", query=pb.GetQuery(what="sub"))).code == 204, "nothing is found")


def files(alice, bob):
    """A file goes up and comes down over HTTP, with the token of the gRPC session, and is sent in a message."""
    def ask(path, body=None, kind=None, session=alice):
        request = urllib.request.Request(f"http://127.0.0.1:{WEB}{path}", data=body)
        request.add_header("X-Tinode-APIKey", API_KEY)
        request.add_header("X-Tinode-Auth", "Token " + session.token)
        if kind:
            request.add_header("Content-Type", kind)
        return urllib.request.urlopen(request, timeout=30)

    content = bytes(range(256)) * 100
    form = (
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
        b"Content-Type: application/x-test\r\n\r\n" + content + b"\r\n--edge--\r\n"
    )
    answer = json.load(ask("/v0/file/u/", form, "multipart/form-data; boundary=edge"))["ctrl"]
    check(answer["code"] == 200, f"the upload: {answer}")
    url = answer["params"]["url"]
    check(ask(url, session=bob).read() == content, "bob gets the same bytes")
    chat = bob.user
    check(alice.ask(sub=pb.ClientSub(topic=chat)).code in (200, 304), "alice opens the chat")
    sent = alice.ask(
        pub=pb.ClientPub(topic=chat, content=text({"txt": "see"})), extra=pb.ClientExtra(attachments=[url]))
    check(sent.code == 202, f"the message with the file: {sent}")


def cancellation(alice):
    """A stream that is cut off takes its session with it."""
    session = Session(PORT, "cut off")
    session.hello()
    session.login("dave")
    group = alice.ask(sub=pb.ClientSub(topic="newcut")).topic
    session.ask(sub=pb.ClientSub(topic=group))
    alice.expect("pres", "dave", lambda pres: pres.topic == group and pres.what == pb.ServerPres.ON)
    session.stream.cancel()
    gone = alice.expect("pres", "dave's end", lambda pres: pres.topic == group and pres.what == pb.ServerPres.OFF)
    check(gone.src == session.user, f"dave is gone: {gone}")
    session.requests.put(None)


def main():
    handshake()
    malformed()
    accounts()
    alice, bob = Session(PORT, "alice"), Session(PORT, "bob")
    for session in (alice, bob):
        session.hello()
        session.login(session.name)
    groups(alice, bob)
    private_chat(alice, bob)
    channel(alice, bob)
    search(alice, bob)
    files(alice, bob)
    cancellation(alice)
    limits()
    last_answers()
    for session in (alice, bob):
        check(session.close() == grpc.StatusCode.OK, "all ends well")
    print("all done")


main()
