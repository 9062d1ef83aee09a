"""Hears every event of the running system with pika, an AMQP client that shares no code with ours."""

import threading
from pathlib import Path

import pika
from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_binary
from cloudevents.core.formats.json import JSONFormat


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
                message = RabbitMQMessage(properties.headers, properties.content_type, body)
                self.messages.append((method.routing_key, properties, from_binary(message, JSONFormat())))
            if self.stopping.is_set():
                break
        connection.close()

    def of(self, event_type, condition=lambda data: True):
        return [event for key, _, event in list(self.messages) if key == event_type and condition(event.get_data())]
