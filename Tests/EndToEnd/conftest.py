"""The one fixture of these tests: the running system that `PITCREW_STATE` names."""

import os

import pytest
from running import System


def pytest_collection_modifyitems(items):
    """What random requests leave behind is in no other test's way when they come last."""
    items.sort(key=lambda item: item.path.name == "test_openapi.py")


@pytest.fixture(scope="session")
def system():
    return System(os.environ["PITCREW_STATE"])
