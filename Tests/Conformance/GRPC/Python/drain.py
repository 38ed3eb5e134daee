"""A client whose server goes down: it is told, and its stream ends with a status to come back on.

Usage: drain.py PORT
"""

import sys

import grpc

from session import Session, check

session = Session(int(sys.argv[1]), "alice")
session.hello()
session.login("alice")
print("ready", flush=True)
told = session.expect("ctrl", "the end", lambda ctrl: ctrl.code == 205)
check(told.text == "server shutdown", f"the session is told: {told}")
session.reader.join(30)
check(session.code == grpc.StatusCode.UNAVAILABLE, f"how it ends: {session.code}")
session.requests.put(None)
