"""The files of a checkout, as the rules see them."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

IGNORED_FOLDERS = {".git", ".build", ".state", "__pycache__", ".venv"}
VENDORED = ("vendor",)  # a folder of this name holds other people's files with their licence


@dataclass(frozen=True)
class Violation:
    rule: str
    path: str
    text: str

    def __str__(self):
        return f"{self.path}: {self.text} [{self.rule}]"


class Tree:
    def __init__(self, root: Path):
        self.root = Path(root)

    @cached_property
    def files(self) -> list[str]:
        """Relative paths: what git tracks or would add, else everything outside the build folders."""
        command = ["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        if (self.root / ".git").exists():
            listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
        else:
            listed = [str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file()]
        kept = (p for p in listed if p and not IGNORED_FOLDERS.intersection(p.split("/")))
        return sorted(p for p in kept if (self.root / p).is_file())

    @property
    def own(self) -> list[str]:
        """Files written here: without vendored ones."""
        return [p for p in self.files if not set(VENDORED).intersection(p.split("/"))]

    @property
    def swift(self) -> list[str]:
        return [p for p in self.own if p.endswith(".swift")]

    def under(self, folder: str) -> list[str]:
        return [p for p in self.files if p.startswith(folder.rstrip("/") + "/")]

    def children(self, folder: str) -> set[str]:
        """Names directly in a folder; folders end with a slash."""
        depth = len(folder.rstrip("/")) + 1 if folder else 0
        rest = [p[depth:] for p in (self.under(folder) if folder else self.files)]
        return {r.split("/")[0] + ("/" if "/" in r else "") for r in rest}

    def text(self, path: str) -> str | None:
        """The file's text, or nothing for a binary file."""
        data = (self.root / path).read_bytes()
        if b"\0" in data[:8000]:
            return None
        return data.decode("utf-8", errors="replace")

    def lines(self, path: str) -> list[str]:
        return (self.text(path) or "").splitlines()

    def is_code(self, path: str) -> bool:
        """A program text written by hand: by its ending, or a script without one."""
        name = path.rsplit("/", 1)[-1]
        if "." in name.lstrip("."):
            return name.rsplit(".", 1)[-1] in {"swift", "py", "sh", "js", "mjs", "css", "html", "sql", "h", "c"}
        return (self.text(path) or "").startswith("#!")
