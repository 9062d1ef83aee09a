"""A broker that says what a test tells it to.

It answers the questions of a client by itself, except those named in its arguments; everything else it says only when told:

    send CHANNEL METHOD {"field": value}    one method, by pika's name: Basic.Ack
    content CHANNEL {"body": …, "size": …, "headers": hex, "fragments": […]}    header and body frames
    raw HEX                                 any bytes
    drop                                    closes all connections
    state                                   what has been heard, as JSON
"""
import asyncio
import json
import struct
import sys

from pika import frame, spec

silent = set(sys.argv[1:])
heard = {"connections": 0, "heartbeats": 0, "published": [], "settled": [], "methods": [], "capabilities": {}}
writers = []
ANSWERS = {
    "Connection.Open": lambda m: spec.Connection.OpenOk(),
    "Connection.Close": lambda m: spec.Connection.CloseOk(),
    "Channel.Open": lambda m: spec.Channel.OpenOk(),
    "Channel.Close": lambda m: spec.Channel.CloseOk(),
    "Confirm.Select": lambda m: spec.Confirm.SelectOk(),
    "Basic.Qos": lambda m: spec.Basic.QosOk(),
    "Basic.Consume": lambda m: spec.Basic.ConsumeOk(m.consumer_tag),
    "Basic.Cancel": lambda m: spec.Basic.CancelOk(m.consumer_tag),
    "Queue.Declare": lambda m: spec.Queue.DeclareOk(m.queue, 7, 1),
}


def say(writer, channel, method):
    writer.write(frame.Method(channel, method).marshal())


def hear(writer, channel, method):
    name = method.NAME
    heard["methods"].append(name)
    if name == "Connection.StartOk":
        heard["capabilities"] = method.client_properties.get("capabilities", {})
        say(writer, 0, spec.Connection.Tune(channel_max=2047, frame_max=131072, heartbeat=60))
    elif name in ("Basic.Ack", "Basic.Nack", "Basic.Reject"):
        heard["settled"].append([name, method.delivery_tag, bool(getattr(method, "multiple", False))])
    elif name in ANSWERS and name not in silent:
        say(writer, channel, ANSWERS[name](method))


async def serve(reader, writer):
    heard["connections"] += 1
    writers.append(writer)
    try:
        await reader.readexactly(8)
        say(writer, 0, spec.Connection.Start(server_properties={}, mechanisms="PLAIN", locales="en_US"))
        pending = b""
        while data := await reader.read(65536):
            pending += data
            while True:
                used, part = frame.decode_frame(pending)
                if part is None:
                    break
                pending = pending[used:]
                if isinstance(part, frame.Method):
                    hear(writer, part.channel_number, part.method)
                elif isinstance(part, frame.Header):
                    heard["published"].append(part.properties.message_id)
                elif isinstance(part, frame.Heartbeat):
                    heard["heartbeats"] += 1
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writers.remove(writer)
        writer.close()


def content(channel, options):
    """Frames by hand, so that they may be wrong."""
    body = options.get("body", "").encode()
    size = int(options.get("size", len(body)))
    headers = bytes.fromhex(options.get("headers", ""))
    identity = options.get("id", "m").encode()
    flags = (1 << 7) | ((1 << 13) if headers else 0)
    properties = struct.pack(">H", flags)
    if headers:
        properties += struct.pack(">I", len(headers)) + headers
    properties += struct.pack(">B", len(identity)) + identity
    header = struct.pack(">HHQ", 60, 0, size) + properties
    frames = [(2, header)] + [(3, part.encode()) for part in options.get("fragments", [options.get("body", "")]) if part]
    return b"".join(struct.pack(">BHI", kind, channel, len(part)) + part + b"\xce" for kind, part in frames)


def obey(line):
    command, _, rest = line.partition(" ")
    if command == "state":
        return json.dumps(heard)
    for writer in list(writers):
        if command == "send":
            channel, name, fields = rest.split(" ", 2)
            group, method = name.split(".")
            say(writer, int(channel), getattr(getattr(spec, group), method)(**json.loads(fields)))
        elif command == "content":
            channel, options = rest.split(" ", 1)
            writer.write(content(int(channel), json.loads(options)))
        elif command == "raw":
            writer.write(bytes.fromhex(rest))
        elif command == "drop":
            writer.transport.abort()
    return "ok"


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1])
    lines = asyncio.StreamReader(limit=1 << 22)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        print(obey(line))


asyncio.run(main())
