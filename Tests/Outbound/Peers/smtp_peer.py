"""Mail servers (aiosmtpd) that take, refuse and lose messages.

The recipient's local part says what the server does: see `Mailbox`. Requests on standard input are JSON, one a line.
"""
import asyncio
import json
import socket
import sys
import tempfile

from aiosmtpd.smtp import SMTP, AuthResult

from certificates import Authority
from mime_peer import parse

messages = []
pending = set()


class Mailbox:
    """`nobody`: 550 at RCPT. `later`: 451. `spam`: 554 after the message. `full`: 452 after the message. `lost`: the connection
    dies after the message. `closing`: 421. `early`: the connection dies at RCPT. `silent`: no answer to the message."""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "early":
            server.transport.abort()
        refusals = {
            "nobody": f"550 5.1.1 <{address}>: Recipient address rejected", "later": "451 4.7.1 Greylisted, try again",
            "closing": "421 4.3.2 Service closing",
        }
        if name in refusals:
            return refusals[name]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        encrypted = server.transport.get_extra_info("sslcontext") is not None
        if name == "spam":
            return "554 5.7.1 Message refused"
        if name == "full":
            return "452 4.2.2 Mailbox full"
        if name == "lost":
            messages.append(describe(session, envelope, encrypted))
            server.transport.abort()
            return "250 never seen"
        if name == "silent":
            pending.add(session.peer)
            await asyncio.sleep(60)
        messages.append(describe(session, envelope, encrypted))
        return "250 2.0.0 Ok: queued as ABC123"


def describe(session, envelope, encrypted):
    return {
        "from": envelope.mail_from, "to": envelope.rcpt_tos, "connection": session.peer[1], "encrypted": encrypted,
        "login": session.auth_data.decode() if session.auth_data else None, "hello": session.host_name,
        "message": parse(envelope.content),
    }


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"user" and data.password == b"secret"
    return AuthResult(success=good, handled=False, auth_data=data.login if good else None)


async def serve(ssl=None, **options):
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Mailbox(), hostname="peer.test", ident="test", **options), "127.0.0.1", 0, ssl=ssl
    )
    return server.sockets[0].getsockname()[1]


def answer(request):
    if request["do"] == "pending":
        return len(pending)
    taken = list(messages)
    messages.clear()
    return taken


async def main(folder):
    authority = Authority(folder)
    loop = asyncio.get_running_loop()
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        print(json.dumps({
            "plain": await serve(),
            "startTLS": await serve(
                tls_context=authority.context("127.0.0.1"), require_starttls=True, auth_required=True,
                authenticator=authenticate,
            ),
            "smtps": await serve(ssl=authority.context("127.0.0.1")),
            "closed": deaf.getsockname()[1], "authorities": authority.path,
        }))
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(answer(json.loads(line))))


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(folder))
