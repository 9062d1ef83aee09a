"""Which scenarios a run goes through, and how many blows each gets: decided by the seed alone."""

import random


def plan(scenarios, seed, faults, only=()):
    """A list of (scenario, blows). Every scenario gets one before any gets a second, as far as the number goes; a short run takes of the
    short ones only, a long one gives the rest by their shares. With `only`, the named ones share all blows."""
    dice = random.Random(seed)
    pool = [one for one in scenarios.values() if not only or any(one.name.startswith(name) for name in only)]
    unknown = [name for name in only if not any(one.name.startswith(name) for one in pool)]
    if unknown:
        raise SystemExit(f"no scenario is called {', '.join(unknown)}; --list names them")
    if not only and faults < len(pool):
        pool = [one for one in pool if one.is_short]
    dice.shuffle(pool)
    counts = {one.name: 0 for one in pool}
    for one in pool[:faults]:
        counts[one.name] = 1
    while (rest := faults - sum(counts.values())) > 0:
        room = [one for one in pool if counts[one.name] < one.most]
        if not room:
            break
        for one in dice.choices(room, [one.share for one in room], k=rest):
            if counts[one.name] < one.most:
                counts[one.name] += 1
    return [(one, counts[one.name]) for one in pool if counts[one.name]]
