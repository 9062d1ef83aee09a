import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** The planning entity: a job and the way it is done, or none where it is not served. */
@PlanningEntity
public class JobPlan {
    Garage.Job job;
    List<Option> options;
    private Option option;

    public JobPlan() {
    }

    JobPlan(Garage.Job job, List<Option> options) {
        this.job = job;
        this.options = options;
    }

    @PlanningId
    public Integer getId() {
        return job.index;
    }

    @PlanningPin
    public boolean isPinned() {
        return job.pinned;
    }

    @ValueRangeProvider(id = "options")
    public List<Option> getOptions() {
        return options;
    }

    @PlanningVariable(valueRangeProviderRefs = "options", allowsUnassigned = true)
    public Option getOption() {
        return option;
    }

    public void setOption(Option option) {
        this.option = option;
    }
}
