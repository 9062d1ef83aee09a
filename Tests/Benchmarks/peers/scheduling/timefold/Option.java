/** One way to do a whole job: start, people and pool of each step. */
final class Option {
    final int[] start, end, pool;
    final int[][] team;
    /** Lateness, what has moved, distance from the wish and surplus. */
    int cost;

    Option(int steps) {
        start = new int[steps];
        end = new int[steps];
        pool = new int[steps];
        team = new int[steps][];
    }

    void price(Garage.Job job) {
        cost = job.priority * Math.max(0, end[end.length - 1] - job.due);
        if (job.wish >= 0)
            cost += (Math.abs(start[0] - job.wish) + 5) / 6;
        if (job.confirmed != null) {
            if (start[0] != job.confirmed.start[0])
                cost += 300;
            else if (!java.util.Arrays.deepEquals(team, job.confirmed.team))
                cost += 60;
        }
        for (int i = 0; i < team.length; i++)
            for (int person : team[i])
                cost += 2 * job.steps[i].surplus[indexOf(job.steps[i].able, person)];
    }

    static int indexOf(int[] all, int one) {
        for (int i = 0; i < all.length; i++)
            if (all[i] == one)
                return i;
        return -1;
    }
}
