"""What a trial does as an operator at the desk of parked messages, and as a stranger who puts messages into queues."""

import pika


class Desk:
    """The part of the lab that minds messages."""

    def parked(self, service):
        return self.system.rows(service, "SELECT id, event_id, reason, error, attempts FROM parked WHERE state = 'parked'")

    def discard(self, service, rows):
        for row in rows:
            status, answer = self.door().ask("POST", f"/{service}/v1/ops/parked/{row['id']}/discard", {"reason": "made by a trial"})
            assert status == 200, answer

    def replay_all(self, service):
        """Replays every parked message of a service by its cause, as an operator does; how many they were."""
        door, count = self.door(), 0
        while groups := door.ask("GET", f"/{service}/v1/ops/parked/groups")[1]["items"]:
            for group in groups:
                cause = {key: group[key] for key in ("error", "type", "reason")}
                status, answer = door.ask("POST", f"/{service}/v1/ops/parked/replay", cause)
                assert status == 200, answer
                count += answer["count"]
        return count

    def replay_deliveries(self):
        """Calls to the partner that were given up are made again, as an operator asks for."""
        status, answer = self.door().ask("POST", f"/partner-gateway/v1/partners/{self.partner['id']}/deliveries/replay")
        assert status in (200, 202), answer

    def publish(self, event_type, body, event_id, headers, queue):
        self.publish_many(event_type, [(event_id, body)], queue, headers)

    def publish_many(self, event_type, messages, queue, headers=None):
        """Straight into one service's queue, with confirms, in the form that our own relays use."""
        broker = self.system.description["broker"]
        connection = pika.BlockingConnection(pika.ConnectionParameters(
            broker["host"], broker["port"], broker["vhost"], pika.PlainCredentials(broker["user"], self.broker_password)))
        try:
            channel = connection.channel()
            channel.confirm_delivery()
            for event_id, body in messages:
                attributes = {"ce-specversion": "1.0", "ce-id": event_id, "ce-source": "/pitcrew/eu/booking", "ce-type": event_type,
                              "ce-subject": event_id, "ce-time": "2026-03-30T08:00:00.000Z", "ce-aggregateversion": "1",
                              "ce-region": "eu", "ce-dataclass": "personal", **(headers or {})}
                properties = pika.BasicProperties(
                    message_id=event_id, type=event_type, content_type="application/json", delivery_mode=2, headers=attributes)
                channel.basic_publish("", queue, body, properties, mandatory=True)
        finally:
            connection.close()
