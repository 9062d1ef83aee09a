"""File and line sizes."""

SWIFT_LINES = 300
OTHER_LINES = 400
COLUMNS = 150  # we aim at 130


def file_sizes(tree):
    for path in tree.own:
        if not tree.is_code(path):
            continue
        limit = SWIFT_LINES if path.endswith(".swift") else OTHER_LINES
        count = len(tree.lines(path))
        if count > limit:
            yield path, f"has {count} lines, {limit} are allowed"


def line_lengths(tree):
    for path in tree.own:
        if not tree.is_code(path):
            continue
        for number, line in enumerate(tree.lines(path), start=1):
            if len(line) > COLUMNS:
                yield f"{path}:{number}", f"is {len(line)} columns wide, {COLUMNS} are allowed"


RULES = {"file-size": file_sizes, "line-length": line_lengths}
