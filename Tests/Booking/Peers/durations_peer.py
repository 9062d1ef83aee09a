"""Learned durations computed another way: the mixed-model equations of all jobs solved at once, and promises by drawing days. One JSON
request a line, one JSON answer a line."""
import json
import sys

import numpy as np

DRAWS = 400_000


def groups(jobs, names):
    """The columns of one random effect: a 1 where a job belongs to a group."""
    keys = [tuple(job[name] for name in names) for job in jobs]
    order = sorted(set(keys))
    return order, np.array([[key == one for one in order] for key in keys], dtype=float)


def between(columns, rest, noise):
    """Variance between groups by moments, within its bounds."""
    counts = columns.sum(axis=0)
    means = columns.T @ rest / counts
    total, mean = counts.sum(), rest.mean()
    scatter = (counts * (means - mean) ** 2).sum()
    scale = total - (counts ** 2).sum() / total
    found = (scatter - (len(counts) - 1) * noise) / scale if scale > 0 else 0.0
    return min(max(found, noise / 40), noise / 8)


def fit(request):
    """Henderson's equations with the ratios of variance that they lead to themselves; then the asked estimates."""
    jobs = request["jobs"]
    y = np.log([job["actual"] / job["planned"] for job in jobs])
    parts = [groups(jobs, names) for names in (["service"], ["service", "vehicle"], ["technician"])]
    x = np.hstack([np.ones((len(y), 1))] + [columns for _, columns in parts])
    sizes = [columns.shape[1] for _, columns in parts]
    # For some data two answers hold, as a service and its vehicles can tell the same: ours is the one in which services tell it.
    noise, strengths = max(y.var(), 1e-4), [8.0, 40.0, 8.0]
    for _ in range(300):
        penalty = np.concatenate([[0.0]] + [np.full(size, strength) for size, strength in zip(sizes, strengths)])
        beta = np.linalg.solve(x.T @ x + np.diag(penalty), x.T @ y)
        effects = np.split(beta[1:], np.cumsum(sizes)[:-1])
        residual = y - x @ beta
        strengths = [noise / between(columns, residual + columns @ effect, noise) for (_, columns), effect in zip(parts, effects)]
        noise = max((residual ** 2).mean(), 1e-4)
    return [estimate(one, beta[0], parts, effects, strengths, noise, len(jobs)) for one in request["asked"]]


def estimate(one, house, parts, effects, strengths, noise, jobs):
    factor, variance = house, noise + noise / jobs
    keys = [(one["service"],), (one["service"], one["vehicle"]), (one["technician"],)]
    for key, (order, columns), effect, strength in zip(keys, parts, effects, strengths):
        if key in order:
            index = order.index(key)
            factor += effect[index]
            variance += noise / (columns[:, index].sum() + strength)
    return {"median": float(one["planned"] * np.exp(factor)), "spread": float(np.sqrt(variance))}


def promise(request):
    """How often each of some jobs, one after the other, is finished by its end."""
    random = np.random.default_rng(request["seed"])
    free = np.full(DRAWS, float(request["now"]))
    kept = []
    for job in request["chain"]:
        begin = np.maximum(free, job["start"])
        free = begin + remaining(random, job)
        kept.append(float((free <= job["end"]).mean()))
    return kept


def remaining(random, job):
    """What is left of a job that is known not to have been done within what has passed of it: days on which it was are drawn again."""
    took = job["median"] * np.exp(job["spread"] * random.standard_normal(DRAWS))
    for _ in range(10_000):
        done = took <= job["elapsed"]
        if job["elapsed"] == 0 or not done.any():
            break
        took[done] = job["median"] * np.exp(job["spread"] * random.standard_normal(int(done.sum())))
    return took - job["elapsed"]


print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"fit": fit, "promise": promise}[asked["do"]](asked)), flush=True)
