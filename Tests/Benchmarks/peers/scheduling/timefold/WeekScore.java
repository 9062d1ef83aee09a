import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;

/**
 * Hard: minutes in which more people, bays or units are used than there are, minutes above a ceiling, cars above the intake. Soft: the cost.
 * What is used is counted for each minute, and only what a change touches is counted again.
 */
public class WeekScore implements IncrementalScoreCalculator<WeekPlan, HardSoftLongScore> {
    private static final int CAR = 30;

    private Garage garage;
    private short[][] people, pools, tools;
    private int[][] daily, ceiling;
    private int[] weekly, arrivals;
    private long over, cost;

    @Override
    public void resetWorkingSolution(WeekPlan plan) {
        garage = plan.garage;
        int days = garage.horizon / Garage.DAY + 1, minutes = garage.horizon + Garage.DAY;
        people = new short[garage.people.length][minutes];
        pools = new short[garage.pools.length][minutes];
        tools = new short[garage.units.length][minutes];
        daily = new int[garage.people.length][days];
        ceiling = new int[garage.people.length][days];
        for (int i = 0; i < ceiling.length; i++)
            for (int day = 0; day < days; day++)
                ceiling[i][day] = garage.people[i].ceiling * garage.people[i].daily[day] / 100;
        weekly = new int[garage.people.length];
        arrivals = new int[garage.horizon / garage.every + 1];
        over = cost = 0;
        for (JobPlan one : plan.getJobs())
            add(one);
    }

    @Override
    public void beforeVariableChanged(Object entity, String name) {
        take((JobPlan) entity);
    }

    @Override
    public void afterVariableChanged(Object entity, String name) {
        add((JobPlan) entity);
    }

    @Override
    public void beforeEntityAdded(Object entity) {
    }

    @Override
    public void afterEntityAdded(Object entity) {
        add((JobPlan) entity);
    }

    @Override
    public void beforeEntityRemoved(Object entity) {
        take((JobPlan) entity);
    }

    @Override
    public void afterEntityRemoved(Object entity) {
    }

    @Override
    public HardSoftLongScore calculateScore() {
        int fullest = 0;
        for (int i = 0; i < weekly.length; i++)
            if (garage.people[i].there > 0)
                fullest = Math.max(fullest, (1000 * weekly[i] + garage.people[i].there - 1) / garage.people[i].there);
        return HardSoftLongScore.of(-over, -cost - 2L * fullest);
    }

    private void add(JobPlan one) {
        if (one.getOption() == null)
            cost += 10_000L * one.job.priority;
        else {
            cost += one.getOption().cost;
            count(one.job, one.getOption(), 1);
        }
    }

    private void take(JobPlan one) {
        if (one.getOption() == null)
            cost -= 10_000L * one.job.priority;
        else {
            cost -= one.getOption().cost;
            count(one.job, one.getOption(), -1);
        }
    }

    private void count(Garage.Job job, Option option, int sign) {
        int bucket = option.start[0] / garage.every;
        over -= (long) CAR * Math.max(0, arrivals[bucket] - garage.cars);
        arrivals[bucket] += sign;
        over += (long) CAR * Math.max(0, arrivals[bucket] - garage.cars);
        int last = job.steps.length - 1;
        for (int i = 0; i <= last; i++) {
            Garage.Step step = job.steps[i];
            int start = option.start[i], end = option.end[i], day = start / Garage.DAY;
            for (int person : option.team[i]) {
                use(people[person], 1, start, end, sign);
                over -= Math.max(0, daily[person][day] - ceiling[person][day]);
                daily[person][day] += sign * (end - start);
                over += Math.max(0, daily[person][day] - ceiling[person][day]);
                weekly[person] += sign * (end - start);
            }
            for (int k = 0; k < step.tools.length; k++)
                for (int unit = 0; unit < step.toolUnits[k]; unit++)
                    use(tools[step.tools[k]], garage.units[step.tools[k]], start, end, sign);
            if (option.pool[i] >= 0 && !step.stays) {
                int until = i;
                while (until < last && job.steps[until + 1].stays)
                    until++;
                int pool = option.pool[i];
                use(pools[pool], garage.pools[pool].bays, start - step.before, option.end[until] + job.steps[until].after, sign);
            }
        }
        if (job.loaner >= 0)
            use(tools[job.loaner], garage.units[job.loaner], option.start[0], option.end[last], sign);
    }

    private void use(short[] used, int capacity, int start, int end, int sign) {
        if (sign > 0) {
            for (int at = start; at < end; at++)
                if (used[at]++ >= capacity)
                    over++;
        } else
            for (int at = start; at < end; at++)
                if (--used[at] >= capacity)
                    over--;
    }
}
