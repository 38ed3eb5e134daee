"""A mail server that prints every mail as a line of JSON, until its input ends.

Usage: mailbox.py [CERTIFICATE KEY] [USER PASSWORD]; with a certificate it takes nothing before STARTTLS, with a user
nothing before AUTH. The first line of its output is its port.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": message["Subject"],
            "sender": str(message["From"]), "id": message["Message-ID"] is not None,
            "body": message.get_content(), "tls": session.ssl is not None, "login": session.auth_data,
            "defects": len(message.defects)}), flush=True)
        return "250 kept"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


async def main(words):
    options = {"hostname": "localhost", "loop": asyncio.get_running_loop()}
    if words:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(words[0], words[1])
        options.update(tls_context=context, require_starttls=True)
    if len(words) > 2:
        def authenticate(server, session, envelope, mechanism, data):
            user, password = data.login.decode(), data.password.decode()
            return AuthResult(success=[user, password] == words[2:4], handled=False, auth_data=user)
        options.update(authenticator=authenticate, auth_required=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Mailbox(), **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main(sys.argv[1:]))
