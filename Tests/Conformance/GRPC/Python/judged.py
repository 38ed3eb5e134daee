"""A client of a server with plugins: one that lives, one that is dead and passed over, and one that is dead and is not.

Usage: judged.py PORT PLUGIN_PORT
"""

import json
import sys
import time

from tinode_grpc import pb

from session import Session, check, text

session = Session(int(sys.argv[1]), "alice")
params = session.hello()
session.login("alice")
group = session.ask(sub=pb.ClientSub(topic="newjudged", set_query=pb.SetQuery(desc=pb.SetDesc(public=text("J"))))).topic


def publish(content):
    return session.ask(pub=pb.ClientPub(topic=group, content=text(content)))


check(publish("fine").code == 202, "a message that the plugin lets through")
session.expect("data", "it", lambda data: json.loads(data.content) == "fine")

answered = publish("answer me")
check((answered.code, answered.text) == (299, "said the plugin"), f"the plugin answers: {answered}")
who = json.loads(answered.params["who"])
check(who == [session.user, pb.AUTH, "conformance/1.0"], f"the plugin knows the session: {who}")

check(publish("replace me").code == 202, "a message that the plugin replaces")
data = session.expect("data", "another one", lambda data: data.seq_id == 2)
check(json.loads(data.content) == "something nicer", f"what is stored: {data}")

# Nothing is said of what is dropped; what comes behind it is answered, and comes next.
session.send(pb.ClientMsg(pub=pb.ClientPub(id="dropped", topic=group, content=text("drop me"))))
sent = publish("after it")
check(json.loads(sent.params["seq"]) == 3, f"what is dropped is not stored: {sent}")
check(not any(m.HasField("ctrl") and m.ctrl.id == "dropped" for m in session.news), "nothing is said of it")

# Requests keep their order, whatever the plugin does with one of them: the slow one first, after its timeout.
start = time.monotonic()
session.send(pb.ClientMsg(pub=pb.ClientPub(id="slow", topic=group, content=text("be slow"))))
session.send(pb.ClientMsg(pub=pb.ClientPub(id="quick", topic=group, content=text("quick"))))
slow, quick = session.outcome("slow"), session.outcome("quick")
check(json.loads(slow.params["seq"]) < json.loads(quick.params["seq"]), f"their order: {slow} {quick}")



def search(words):
    """What is found, by name."""
    query = pb.SetQuery(desc=pb.SetDesc(public=text(words)))
    check(session.ask(set=pb.ClientSet(topic="fnd", query=query)).code == 200, f"the query {words}")
    session.send(pb.ClientMsg(get=pb.ClientGet(id=words, topic="fnd", query=pb.GetQuery(what="sub"))))
    while (message := session.next()) is not None:
        if message.HasField("meta") and message.meta.id == words:
            return [json.loads(row.public)["fn"] for row in message.meta.sub]
        if message.HasField("ctrl") and message.ctrl.id == words:
            return message.ctrl.code
        session.news.append(message)


# Searches are judged too: let through, given up, answered, and made for something else.
check(session.ask(sub=pb.ClientSub(topic="fnd")).code == 200, "the search")
check(search("email:carol@example.com") == ["Carol Xmas"], "a search that the plugin lets through")
check(search("nobody") == 204, "a search that the plugin drops")
check(search("somebody") == ["Found"], "a search that the plugin answers")
check(search("email:alias@example.com") == ["Bob Smith"], "a search that the plugin replaces")

# The plugin that is dead and must not be judges `leave` alone.
refused = session.ask(leave=pb.ClientLeave(topic=group))
check((refused.code, refused.text) == (503, "no guard is there"), f"a dead plugin refuses: {refused}")

deadline = time.monotonic() + 30
while True:
    events = json.loads(publish("report").params["events"])
    if sum(kind == "message" for kind, _, _ in events) >= 5 or time.monotonic() > deadline:
        break
    time.sleep(0.1)
messages = [event["msg"] for kind, _, event in events if kind == "message"]
check([message["seqId"] for message in messages] == [1, 2, 3, 4, 5], f"messages are told in order: {messages}")
check(messages[0]["topic"] == group and messages[0]["fromUserId"] == session.user, f"whose they are: {messages[0]}")
first = [(kind, action) for kind, action, _ in events][:2]
check(first == [("topic", "CREATE"), ("subscription", "CREATE")], f"what came first: {first}")
topic = events[0][2]
check(topic["name"] == group, f"the topic: {topic}")
check(session.close() is not None, "the end")
print("all done")
