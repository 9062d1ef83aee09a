"""The list of files the pages' service worker keeps, made from the tree so that it cannot go stale."""

import hashlib
import json
from pathlib import PurePosixPath

WEB = "Services/partner-gateway/Web"
LIST = f"{WEB}/precache.js"
WORKER = f"{WEB}/service-worker.js"
_KINDS = (".js", ".css", ".svg", ".png", ".woff2")
_HEAD = "/* Made by deploy/ci/precache from the files that are here; check-shape says when it is stale. */\n"


def kept(paths):
    """(pages by address, files of all folders by address), from the repository's paths."""
    names = sorted(p.removeprefix(WEB + "/") for p in paths if p.startswith(WEB + "/"))
    pages = ["/" + name.removesuffix(".html") for name in names if name.endswith(".html") and name != "404.html"]
    files = ["/" + name for name in names if "/" in name and PurePosixPath(name).suffix in _KINDS]
    return ["/" if page == "/index" else page for page in pages], [*files, "/favicon.svg"]


def text_of(paths) -> str:
    """The module as it has to stand in the repository. Its version changes with the list; a deployment's fingerprint with the content."""
    pages, files = kept(paths)
    version = hashlib.sha256("\n".join(pages + files).encode()).hexdigest()[:16]
    lines = [f'  "version": "{version}",']
    for name, items in (("pages", pages), ("files", files)):
        lines += [f'  "{name}": [', *(f"    {json.dumps(item)}," for item in items), "  ],"]
    return _HEAD + "self.precache = {\n" + "\n".join(lines) + "\n};\n"


def current(tree):
    """Where there is a service worker, its list is that of the tree."""
    if WORKER not in tree.files:
        return
    if LIST not in tree.files or tree.text(LIST) != text_of(tree.files):
        yield LIST, "is stale: run deploy/ci/precache"


RULES = {"precache-current": current}
