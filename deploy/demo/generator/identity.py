"""Identifiers and randomness that depend on the seed alone."""

import random
from uuid import NAMESPACE_DNS, UUID, uuid5

DEMO = uuid5(NAMESPACE_DNS, "demo.pitcrew.example")


def identifier(kind: str, key: str) -> str:
    return str(uuid5(DEMO, f"{kind}/{key}"))


def idempotency_key(seed: int, key: str) -> str:
    return str(uuid5(UUID(identifier("seed", str(seed))), key))


def randomness(seed: int, *path: object) -> random.Random:
    """A stream of its own for each path, so that more customers leave the data of the others as they were."""
    return random.Random("/".join(map(str, (seed, *path))))
