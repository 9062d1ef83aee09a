"""Hears every event of the running system with pika, an AMQP client that shares no code with ours."""

import json
import threading
from pathlib import Path

import pika


class Tap:
    def __init__(self, broker):
        password = Path(broker["passwordFile"]).read_text().strip()
        credentials = pika.PlainCredentials(broker["user"], password)
        self.parameters = pika.ConnectionParameters(broker["host"], broker["port"], broker["vhost"], credentials)
        self.messages = []
        self.stopping = threading.Event()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(20), "the tap could not be set up"
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(10)

    def run(self):
        connection = pika.BlockingConnection(self.parameters)
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(queue, "pitcrew.events", "#")
        self.ready.set()
        for method, properties, body in channel.consume(queue, auto_ack=True, inactivity_timeout=0.2):
            if method:
                self.messages.append((method.routing_key, properties, json.loads(body)))
            if self.stopping.is_set():
                break
        connection.close()

    def of(self, event_type, condition=lambda data: True):
        return [(p, data) for key, p, data in list(self.messages) if key == event_type and condition(data)]


def attributes(properties):
    """CloudEvents attributes of a delivery."""
    prefix = "cloudEvents:"
    return {name.removeprefix(prefix): value for name, value in properties.headers.items() if name.startswith(prefix)}
