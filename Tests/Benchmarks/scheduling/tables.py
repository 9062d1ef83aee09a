"""What the runs of the benchmark `scheduling` look like to a reader."""

import sys

HEADS = ["week", "seconds", "solver", "status", "cost", "gap %", "unserved", "late", "moved", "wish", "surplus", "unfair",
         "bound", "build s", "first s", "took s", "cpu s", "MB"]


def show(runs):
    """A line for each run; the gap is to the best plan that any of them has for the week."""
    known = {}
    for run in runs:
        if run.cost is not None:
            known[run.week] = min(run.cost, known.get(run.week, run.cost))
    lines = [HEADS, *([cell if isinstance(cell, str) else "-" if cell is None else f"{cell:g}" for cell in line(run, known)] for run in runs)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    for cells in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip(), file=sys.stderr)


def line(run, known):
    gap = None if run.cost is None else round(100 * (run.cost - known[run.week]) / max(1, known[run.week]), 1)
    return [run.week, run.budget, run.solver, run.status, whole(run.cost), gap,
            *(whole(run.parts.get(part)) for part in ("unserved", "late", "moved", "wish", "surplus", "unfair")),
            whole(run.bound), run.build, run.first, round(run.seconds, 2), round(run.cpu, 1), round(run.memory)]


def whole(value):
    return None if value is None else str(value)
