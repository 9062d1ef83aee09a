import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The value range of a job: ways to do it that its people's presence and its bays' hours allow, drawn evenly over the starts of the week. */
final class Options {
    private static final int GRID = 15;

    private final Garage garage;
    private final Random random;
    /** When enough of those who can do a step are there, by who they are and how long they need. */
    private final Map<String, BitSet> staffed = new HashMap<>();

    Options(Garage garage, long seed) {
        this.garage = garage;
        random = new Random(seed);
    }

    /** So many for each quarter of an hour, more where the customer wants to come. */
    List<Option> of(Garage.Job job, int each) {
        List<Option> found = new ArrayList<>();
        if (job.kept) {
            job.confirmed.price(job);
            found.add(job.confirmed);
        }
        if (job.pinned)
            return found;
        for (int at = job.release; at < garage.horizon; at = (at / GRID + 1) * GRID)
            for (int i = 0; i < each; i++)
                draw(job, at + (i == 0 ? 0 : random.nextInt(GRID)), found);
        int wanted = job.confirmed != null ? job.confirmed.start[0] : job.wish;
        for (int i = 0; wanted >= job.release && i < 12 * each; i++)
            draw(job, wanted, found);
        return found;
    }

    private void draw(Garage.Job job, int first, List<Option> found) {
        Option option = new Option(job.steps.length);
        int least = first, most = first;
        for (int i = 0; i < job.steps.length; i++) {
            Garage.Step step = job.steps[i];
            if (i > 0) {
                least = option.end[i - 1] + step.least;
                most = Math.min(option.end[i - 1] + step.most, garage.horizon - 1);
                // Half of them as soon as it goes.
                if (most > least && random.nextBoolean())
                    least += random.nextInt(most - least + 1);
            }
            if (!place(step, i, least, most, option))
                return;
        }
        option.price(job);
        found.add(option);
    }

    private boolean place(Garage.Step step, int i, int least, int most, Option option) {
        if (step.able.length < step.count)
            return false;
        int pool = step.pools.length == 0 ? -1 : step.stays ? option.pool[i - 1] : step.pools[random.nextInt(step.pools.length)];
        if (pool >= 0 && Option.indexOf(step.pools, pool) < 0)
            return false;
        BitSet enough = step.staffed == null ? step.staffed = staffed(step) : step.staffed;
        for (int at = enough.nextSetBit(least); at >= 0 && at <= most; at = enough.nextSetBit(at + 1)) {
            if (pool >= 0 && !within(garage.pools[pool].until, at - step.before, at + step.shortest + step.after))
                continue;
            int[] team = i > 0 && step.samePeople ? option.team[i - 1] : team(step, at);
            int length = team == null ? 0 : length(step, team);
            if (length == 0 || !present(team, at, at + length)
                    || pool >= 0 && !within(garage.pools[pool].until, at - step.before, at + length + step.after))
                continue;
            option.start[i] = at;
            option.end[i] = at + length;
            option.team[i] = team;
            option.pool[i] = pool;
            return true;
        }
        return false;
    }

    private BitSet staffed(Garage.Step step) {
        return staffed.computeIfAbsent(step.count + Arrays.toString(step.able) + Arrays.toString(step.length), key -> {
            int[] there = new int[garage.horizon];
            for (int k = 0; k < step.able.length; k++)
                for (int at = 0; at < there.length; at++)
                    if (within(garage.people[step.able[k]].until, at, at + step.length[k]))
                        there[at]++;
            BitSet enough = new BitSet(there.length);
            for (int at = 0; at < there.length; at++)
                enough.set(at, there[at] >= step.count);
            return enough;
        });
    }

    private int[] team(Garage.Step step, int at) {
        int[] here = new int[step.able.length];
        int count = 0;
        for (int k = 0; k < step.able.length; k++)
            if (within(garage.people[step.able[k]].until, at, at + step.length[k]))
                here[count++] = step.able[k];
        if (count < step.count)
            return null;
        int[] team = new int[step.count];
        for (int k = 0; k < team.length; k++) {
            int pick = k + random.nextInt(count - k);
            team[k] = here[pick];
            here[pick] = here[k];
        }
        Arrays.sort(team);
        return team;
    }

    /** The slowest one's; 0 where somebody is not able. */
    static int length(Garage.Step step, int[] team) {
        int longest = 0;
        for (int person : team) {
            int k = Option.indexOf(step.able, person);
            if (k < 0)
                return 0;
            longest = Math.max(longest, step.length[k]);
        }
        return longest;
    }

    private boolean present(int[] team, int start, int end) {
        for (int person : team)
            if (!within(garage.people[person].until, start, end))
                return false;
        return true;
    }

    private static boolean within(short[] until, int start, int end) {
        return start >= 0 && start < until.length && end <= until[start];
    }
}
