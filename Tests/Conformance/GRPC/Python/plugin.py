"""A plugin: it judges requests by what they say, and keeps the events that it is told of.

It prints its port, and ends with its input. What it was told it gives out as JSON, in an answer to the content "report".
"""

import json
import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf.json_format import MessageToDict
from tinode_grpc import pb, pbx


class Plugin(pbx.PluginServicer):
    def __init__(self):
        self.events, self.lock = [], threading.Lock()

    def FireHose(self, request, context):
        message, session = request.msg, request.sess
        content = json.loads(message.pub.content or b"null")
        answer = pb.ServerCtrl(id=message.pub.id, topic=message.pub.topic)
        if content == "drop me":
            return pb.ServerResp(status=pb.DROP)
        if content == "answer me":
            answer.code, answer.text = 299, "said the plugin"
            answer.params["who"] = json.dumps([session.user_id, session.auth_level, session.user_agent]).encode()
            return pb.ServerResp(status=pb.RESPOND, srvmsg=pb.ServerMsg(ctrl=answer))
        if content == "report":
            with self.lock:
                answer.code, answer.text = 200, "ok"
                answer.params["events"] = json.dumps(self.events).encode()
            return pb.ServerResp(status=pb.RESPOND, srvmsg=pb.ServerMsg(ctrl=answer))
        if content == "replace me":
            message.pub.content = json.dumps("something nicer").encode()
            return pb.ServerResp(status=pb.REPLACE, clmsg=message)
        if content == "be slow":
            while context.is_active():
                time.sleep(0.05)
        return pb.ServerResp(status=pb.CONTINUE)

    def Find(self, query, context):
        if query.query == "nobody":
            return pb.SearchFound(status=pb.DROP)
        if query.query == "somebody":
            found = pb.TopicSub(topic="usrfound", public=b'{"fn":"Found"}')
            return pb.SearchFound(status=pb.RESPOND, result=[found])
        if query.query == "email:alias@example.com":
            return pb.SearchFound(status=pb.REPLACE, query="email:bob@example.com")
        return pb.SearchFound(status=pb.CONTINUE)

    def keep(self, kind, event):
        with self.lock:
            self.events.append([kind, pb.Crud.Name(event.action), MessageToDict(event)])
        return pb.Unused()

    def Account(self, event, context):
        return self.keep("account", event)

    def Topic(self, event, context):
        return self.keep("topic", event)

    def Subscription(self, event, context):
        return self.keep("subscription", event)

    def Message(self, event, context):
        return self.keep("message", event)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
pbx.add_PluginServicer_to_server(Plugin(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
sys.stdin.read()
server.stop(0).wait()
