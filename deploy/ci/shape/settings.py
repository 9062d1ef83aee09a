"""Settings: what a service reads, what its README tells, and what deploy/up and docker-compose.yml hand on are the same."""

import re

from .layout import SERVICES

READ = re.compile(r'"(PITCREW_[A-Z_]+)"')
NAMED = re.compile(r"PITCREW_[A-Z_]+")
CELL = re.compile(r"`(PITCREW_[A-Z_]+)`")


def _read(tree, folder):
    """Names in the Swift of a folder, but for the support of tests."""
    paths = [p for p in tree.swift if p.startswith(folder + "/") and not p.startswith("Shared/TestSupport/")]
    return {name for path in paths for name in READ.findall(tree.text(path) or "")}


def _told(tree, path):
    """Names in the first column of a README's tables."""
    rows = [line for line in tree.lines(path) if line.startswith("| `PITCREW_")] if path in tree.files else []
    return {name for row in rows for name in CELL.findall(row.split("|")[1])}


def _handed_on(tree, paths):
    names = {name for path in paths for name in NAMED.findall(tree.text(path) or "")}
    return names | {name.removesuffix("_FILE") for name in names}


def settings_told(tree):
    """Each setting is in the table of the service that reads it, or in the common one; none is told that nobody reads."""
    common, shared = _told(tree, "Services/README.md"), _read(tree, "Shared")
    own = {service: _told(tree, f"Services/{service}/README.md") for service in SERVICES}
    for name in sorted(shared - common - set().union(*own.values())):
        yield "Services/README.md", f"does not tell of {name}"
    for name in sorted(common - shared):
        yield "Services/README.md", f"tells of {name}, which nothing in Shared/ reads"
    for service in SERVICES:
        path, read = f"Services/{service}/README.md", _read(tree, f"Services/{service}/Service")
        for name in sorted(read - own[service]):
            yield path, f"does not tell of {name}"
        for name in sorted(own[service] - read - shared):
            yield path, f"tells of {name}, which the service does not read"


def settings_handed_on(tree):
    """What the tables tell of arrives in services that deploy/up or the composition starts."""
    told = set().union(_told(tree, "Services/README.md"), *(_told(tree, f"Services/{s}/README.md") for s in SERVICES))
    scripts = [p for p in tree.files if p.startswith("deploy/lib/") and p.endswith(".sh")]
    for name in sorted(told - _handed_on(tree, scripts)):
        yield "deploy/lib/settings.sh", f"does not hand on {name}"
    composition = [p for p in ("docker-compose.yml", "deploy/images/Dockerfile") if p in tree.files]
    for name in sorted(told - _handed_on(tree, composition)):
        yield "docker-compose.yml", f"does not hand on {name}"


RULES = {"settings-told": settings_told, "settings-handed-on": settings_handed_on}
