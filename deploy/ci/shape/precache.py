"""What is listed of the pages' files, made from the tree so that it cannot go stale: those the service worker keeps, and the modules that each
page asks for in its head."""

import hashlib
import json
import re
from pathlib import Path, PurePosixPath

WEB = "Services/partner-gateway/Web"
LIST = f"{WEB}/precache.js"
WORKER = f"{WEB}/service-worker.js"
_KINDS = (".js", ".css", ".svg", ".png", ".woff2")
# A page asks for them when they are needed; few readers ever do.
_SELDOM = ("/vendor/html5-qrcode/",)
_HEAD = "/* Made by deploy/ci/precache from the files that are here; check-shape says when it is stale. */\n"


def kept(paths):
    """(pages by address, files of all folders by address, those kept only once they came), from the repository's paths."""
    names = sorted(p.removeprefix(WEB + "/") for p in paths if p.startswith(WEB + "/"))
    pages = ["/" + name.removesuffix(".html") for name in names if name.endswith(".html") and name != "404.html"]
    files = ["/" + name for name in names if "/" in name and PurePosixPath(name).suffix in _KINDS]
    seldom = [file for file in files if file.startswith(_SELDOM)]
    always = [file for file in files if file not in seldom]
    return ["/" if page == "/index" else page for page in pages], [*always, "/favicon.svg"], seldom


def text_of(paths) -> str:
    """The module as it has to stand in the repository. Its version changes with the list; a deployment's fingerprint with the content."""
    pages, files, seldom = kept(paths)
    version = hashlib.sha256("\n".join(pages + files + seldom).encode()).hexdigest()[:16]
    lines = [f'  "version": "{version}",']
    for name, items in (("pages", pages), ("files", files), ("seldom", seldom)):
        lines += [f'  "{name}": [', *(f"    {json.dumps(item)}," for item in items), "  ],"]
    return _HEAD + "self.precache = {\n" + "\n".join(lines) + "\n};\n"


def current(tree):
    """Where there is a service worker, its list is that of the tree."""
    if WORKER not in tree.files:
        return
    if LIST not in tree.files or tree.text(LIST) != text_of(tree.files):
        yield LIST, "is stale: run deploy/ci/precache"


_IMPORT = re.compile(r'^(?:import|export) [^;]*?"(\.[^"]+)";', re.MULTILINE)
_ENTRY = re.compile(r'<script type="module" src="/(pages/[^"]+)"')
_ASKED = re.compile(r'^ *<link rel="modulepreload" href="[^"]+" />\n', re.MULTILINE)


def modules_of(web: Path, entry: Path) -> set[str]:
    """The addresses of the modules that a page's module needs, itself not counted."""
    found, waiting = set(), [entry]
    while waiting:
        file = waiting.pop()
        for name in _IMPORT.findall(file.read_text()):
            module = (file.parent / name).resolve()
            if module not in found:
                found.add(module)
                waiting.append(module)
    return {"/" + str(module.relative_to(web.resolve())) for module in found}


def asking(web: Path, page: str) -> str:
    """A page's markup with its modules in the head. One that asks for the largest alone, as few see it, stays as it is."""
    entry, asked = _ENTRY.search(page), list(_ASKED.finditer(page))
    if not entry or len(asked) < 2:
        return page
    links = [f'    <link rel="modulepreload" href="{module}" />\n' for module in sorted(modules_of(web, web / entry[1]))]
    return page[:asked[0].start()] + "".join(links) + _ASKED.sub("", page[asked[0].start():])


def asked_for(tree):
    """A page asks for all of its modules, which would otherwise be found one level of imports after the other."""
    for path in (p for p in tree.files if p.startswith(WEB + "/") and p.endswith(".html")):
        if tree.text(path) != asking(tree.root / WEB, tree.text(path)):
            yield path, "asks for other modules than it needs: run deploy/ci/precache"


RULES = {"precache-current": current, "modules-current": asked_for}
