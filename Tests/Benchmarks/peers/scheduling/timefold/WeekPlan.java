import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.List;

/** The planning solution. */
@PlanningSolution
public class WeekPlan {
    Garage garage;
    private List<JobPlan> jobs;
    private HardSoftLongScore score;

    public WeekPlan() {
    }

    WeekPlan(Garage garage, List<JobPlan> jobs) {
        this.garage = garage;
        this.jobs = jobs;
    }

    @PlanningEntityCollectionProperty
    public List<JobPlan> getJobs() {
        return jobs;
    }

    public void setJobs(List<JobPlan> jobs) {
        this.jobs = jobs;
    }

    @PlanningScore
    public HardSoftLongScore getScore() {
        return score;
    }

    public void setScore(HardSoftLongScore score) {
        this.score = score;
    }
}
