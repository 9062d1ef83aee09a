"""The one fixture of these tests: the running system that `PITCREW_STATE` names."""

import os

import pytest
from running import System


@pytest.fixture(scope="session")
def system():
    return System(os.environ["PITCREW_STATE"])
