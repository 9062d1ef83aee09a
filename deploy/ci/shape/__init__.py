"""The rules of design.md section 8 and of the house style, as small functions over the list of files."""

from pathlib import Path

from . import content, imports, layout, precache, settings, size
from .tree import Tree, Violation


def rules():
    """Every rule by name; each takes the tree and yields violations."""
    return {**layout.RULES, **imports.RULES, **size.RULES, **content.RULES, **settings.RULES, **precache.RULES}


def check(root: Path):
    tree = Tree(root)
    for name, rule in rules().items():
        for path, text in rule(tree):
            yield Violation(name, path, text)
