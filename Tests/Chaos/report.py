"""The lines of a run as a table for people."""

from ledger import KINDS

HEAD = ("scenario", "faults", "commands", "events", *(kind.replace("_", " ") for kind in KINDS), "repeated", "struck s", "settled s", "evidence")


def table(results):
    """Markdown, a row a scenario in the order of their names."""
    rows = [HEAD, ["---"] * len(HEAD)]
    for one in sorted(results, key=lambda one: one["scenario"]):
        rows.append((one["scenario"], one["faults"], one["commands"], one["events"], *(one[kind] for kind in KINDS), one["repeated"],
                     one["seconds"], one["settled_seconds"], evidence(one["evidence"])))
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows) + "\n"


def evidence(found):
    return ", ".join(f"{name.replace('_', ' ')} {short(value)}" for name, value in found.items())


def short(value):
    text = str(value).replace("|", "/").replace("\\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"
