import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;

/** A week as whole numbers, in the order peer.py writes them. Bays that are alike are one pool. */
final class Garage {
    static final int DAY = 1440;

    final int horizon, every, cars;
    final Person[] people;
    final Pool[] pools;
    final int[] units;
    final Job[] jobs;

    static final class Person {
        int ceiling, there;
        final int[] daily;
        /** For each minute, the end of the stretch of presence it lies in; 0 where absent. */
        final short[] until;

        Person(int horizon) {
            daily = new int[horizon / DAY + 1];
            until = new short[horizon];
        }
    }

    static final class Pool {
        int bays;
        short[] until;
    }

    static final class Job {
        int index, priority, release, due, wish, loaner;
        boolean pinned, kept;
        Step[] steps;
        /** What was agreed, or nothing. */
        Option confirmed;
    }

    static final class Step {
        int count, before, after, least, most;
        boolean samePeople, stays;
        int[] pools, tools, toolUnits;
        int[] able, length, surplus;
        int shortest;
        java.util.BitSet staffed;
    }

    private final StreamTokenizer tokens;

    Garage(Reader reader) throws IOException {
        tokens = new StreamTokenizer(reader);
        horizon = next();
        every = next();
        cars = next();
        people = new Person[next()];
        for (int i = 0; i < people.length; i++) {
            Person one = people[i] = new Person(horizon);
            one.ceiling = next();
            stretches(one.until);
            for (int minute = 0; minute < horizon; minute++)
                if (one.until[minute] > 0) {
                    one.there++;
                    one.daily[minute / DAY]++;
                }
        }
        pools = new Pool[next()];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = new Pool();
            pools[i].bays = next();
            stretches(pools[i].until = new short[horizon]);
        }
        units = numbers();
        jobs = new Job[next()];
        for (int i = 0; i < jobs.length; i++)
            jobs[i] = job(i);
    }

    private Job job(int index) throws IOException {
        Job job = new Job();
        job.index = index;
        job.priority = next();
        job.release = next();
        job.due = next();
        job.wish = next();
        job.loaner = next();
        job.pinned = next() == 1;
        job.kept = next() == 1;
        job.steps = new Step[next()];
        for (int i = 0; i < job.steps.length; i++)
            job.steps[i] = step();
        if (next() == 1) {
            Option agreed = job.confirmed = new Option(job.steps.length);
            for (int i = 0; i < job.steps.length; i++) {
                agreed.start[i] = next();
                agreed.team[i] = numbers();
                agreed.pool[i] = next();
                agreed.end[i] = agreed.start[i] + next();
            }
        }
        return job;
    }

    private Step step() throws IOException {
        Step step = new Step();
        step.count = next();
        step.before = next();
        step.after = next();
        step.least = next();
        step.most = next();
        step.samePeople = next() == 1;
        step.stays = next() == 1;
        step.pools = numbers();
        step.tools = numbers();
        step.toolUnits = numbers();
        step.able = numbers();
        step.length = numbers();
        step.surplus = numbers();
        step.shortest = Integer.MAX_VALUE;
        for (int length : step.length)
            step.shortest = Math.min(step.shortest, length);
        return step;
    }

    private void stretches(short[] until) throws IOException {
        int[] edges = numbers();
        for (int i = 0; i < edges.length; i += 2)
            java.util.Arrays.fill(until, edges[i], edges[i + 1], (short) edges[i + 1]);
    }

    private int[] numbers() throws IOException {
        int[] read = new int[next()];
        for (int i = 0; i < read.length; i++)
            read[i] = next();
        return read;
    }

    private int next() throws IOException {
        if (tokens.nextToken() != StreamTokenizer.TT_NUMBER)
            throw new IOException("a number is missing");
        return (int) tokens.nval;
    }
}
