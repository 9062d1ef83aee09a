#!/usr/bin/env python3
"""Serves the pages under the door's own headers, with the API of all services faked in memory.

    python fixture_server.py [--port 8090] [--now 2026-11-24T09:42:00Z]

Prints its address when it listens. Sign in as advisor@pitcrew.example, operator@pitcrew.example or another role of
fixture/people.py, password `pitcrew`; as a customer with any address, code 246810; as a partner with `garage-network` and
`sandbox-secret`.
"""

import argparse
from datetime import datetime

from fixture.door import Door


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--now", type=datetime.fromisoformat, default=None)
    arguments = parser.parse_args()
    door = Door(port=arguments.port, now=arguments.now)
    print(door.url, flush=True)
    door.serve_forever()


if __name__ == "__main__":
    main()
