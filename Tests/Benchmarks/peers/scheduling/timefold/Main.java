import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.RuinRecreateMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Main SECONDS SEED warm|cold < WEEK: a line for each better plan (seconds, hard, soft), then the last plan, a line for each step. */
public final class Main {
    /** Seconds of another search before the clock runs: classes are loaded and code is compiled, as in a service that is up. */
    private static final double WARM_UP = 2;

    public static void main(String[] words) throws Exception {
        double seconds = Double.parseDouble(words[0]);
        long seed = Long.parseLong(words[1]);
        boolean warm = words[2].equals("warm");
        String week = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
        search(new Garage(new StringReader(week)), seed + 1, warm, WARM_UP, new StringBuilder());
        Garage garage = new Garage(new StringReader(week));
        StringBuilder told = new StringBuilder();
        for (JobPlan one : search(garage, seed, warm, seconds, told).getJobs())
            for (int i = 0; one.getOption() != null && i < one.job.steps.length; i++) {
                told.append(String.format("step %d %d %d", one.job.index, one.getOption().start[i], one.getOption().pool[i]));
                for (int person : one.getOption().team[i])
                    told.append(' ').append(person);
                told.append('\n');
            }
        System.out.print(told);
    }

    private static WeekPlan search(Garage garage, long seed, boolean warm, double seconds, StringBuilder told) {
        long began = System.nanoTime();
        WeekPlan start = new WeekPlan(garage, jobs(garage, seed, warm, seconds));
        Solver<WeekPlan> solver = SolverFactory.<WeekPlan>create(config(seed, began, seconds)).buildSolver();
        solver.addEventListener(event -> {
            HardSoftLongScore score = event.getNewBestSolution().getScore();
            told.append(String.format("better %.3f %d %d%n", since(began), score.hardScore(), -score.softScore()));
        });
        told.append(String.format("built %.3f%n", since(began)));
        WeekPlan found = seconds > since(began) ? solver.solve(start) : start;
        told.append(String.format("took %.3f%n", since(began)));
        return found;
    }

    /** What matters most is constructed first. */
    private static List<JobPlan> jobs(Garage garage, long seed, boolean warm, double seconds) {
        Options options = new Options(garage, seed);
        int each = seconds < 5 || garage.jobs.length > 500 ? 4 : 10;
        List<JobPlan> made = new ArrayList<>();
        for (Garage.Job job : garage.jobs) {
            JobPlan one = new JobPlan(job, options.of(job, each));
            if (job.pinned || warm && job.kept)
                one.setOption(job.confirmed);
            made.add(one);
        }
        made.sort(Comparator.comparing(one -> -one.job.priority));
        return made;
    }

    private static SolverConfig config(long seed, long began, double seconds) {
        long left = Math.max(1, Math.round(1000 * (seconds - since(began))) - 30);
        LocalSearchPhaseConfig search = new LocalSearchPhaseConfig()
                .withMoveSelectorConfig(new UnionMoveSelectorConfig(List.of(
                        new ChangeMoveSelectorConfig().withFixedProbabilityWeight(1.0),
                        new RuinRecreateMoveSelectorConfig().withMinimumRuinedCount(2).withMaximumRuinedCount(6)
                                .withFixedProbabilityWeight(0.001))))
                .withAcceptorConfig(new LocalSearchAcceptorConfig().withLateAcceptanceSize(400))
                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
        return new SolverConfig().withSolutionClass(WeekPlan.class).withEntityClasses(JobPlan.class).withRandomSeed(seed)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(WeekScore.class))
                .withPhases(new ConstructionHeuristicPhaseConfig().withConstructionHeuristicType(ConstructionHeuristicType.FIRST_FIT), search)
                .withTerminationConfig(new TerminationConfig().withMillisecondsSpentLimit(left));
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
