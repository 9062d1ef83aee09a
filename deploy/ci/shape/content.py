"""What may not stand in a file."""

import re

# Folders of one person's machine, with or without something below them.
MACHINE_PATH = re.compile(r"(?<![\w.}/*-])/(?:work|root|home)(?=[/\s\"'`;:,)]|$)")
UNSAFE = re.compile(r"@unchecked\s+Sendable|nonisolated\(unsafe\)|\b(?:with)?Unsafe[A-Z]\w*")
TRAP = re.compile(r"\btry!|\bfatalError\s*\(|\bas!")
# Over the whole file: in a block of text the statement begins on the line behind the quotes.
SQL = re.compile(r"\"(?:\"\"\s*)?(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s")
MARKUP_FROM_DATA = re.compile(r"\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|\beval\(")


def _uncommented(tree, path):
    for number, line in enumerate(tree.lines(path), start=1):
        code = re.sub(r"(?<!:)//.*", "", line)
        if code.strip():
            yield number, code


def _found(tree, paths, pattern, say):
    for path in paths:
        for number, code in _uncommented(tree, path):
            match = pattern.search(code)
            if match:
                yield f"{path}:{number}", say(match.group(0).strip())


def machine_paths(tree):
    for path in tree.own:
        for number, line in enumerate(tree.lines(path), start=1):
            if MACHINE_PATH.search(line):
                yield f"{path}:{number}", "names an absolute path of one machine"


def unsafe_outside_drivers(tree):
    paths = [p for p in tree.swift if "/Driver/" not in p and not p.startswith("Tests/")]
    return _found(tree, paths, UNSAFE, lambda found: f"uses {found} outside a Driver folder")


def traps(tree):
    paths = [p for p in tree.swift if not p.startswith("Tests/")]
    return _found(tree, paths, TRAP, lambda found: f"may trap: {found}")


def sql_in_store(tree):
    """A service's SQL stands in its Store folder."""
    for path in (p for p in tree.swift if p.startswith("Services/") and "/Store/" not in p):
        text = tree.text(path) or ""
        for match in SQL.finditer(text):
            yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}", "writes SQL outside Store/"


def markup_from_data(tree):
    paths = [p for p in tree.own if p.endswith((".js", ".mjs", ".html"))]
    return _found(tree, paths, MARKUP_FROM_DATA, lambda found: f"builds markup from text: {found}")


def placeholders(tree):
    for path in tree.files:
        if path.endswith("/Placeholder.swift"):
            yield path, "is a leftover placeholder"


RULES = {
    "machine-paths": machine_paths, "unsafe-in-drivers": unsafe_outside_drivers, "no-traps": traps,
    "sql-in-store": sql_in_store, "no-markup-from-data": markup_from_data, "no-placeholders": placeholders,
}
