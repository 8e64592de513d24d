package io.millrace.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.Scheduler.Candidate;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");

    @Test
    void tasksAreSpreadOverAllExecutors() {
        Placement placement = Scheduler.place(
                Plans.chain(new Distribution.Hash(List.of(0)), 4, 4),
                List.of(new Candidate(A, 2), new Candidate(B, 2)));

        assertThat(placement.tasksOf(A)).hasSize(4);
        assertThat(placement.tasksOf(B)).hasSize(4);
    }

    @Test
    void anExecutorWithMoreWorkersGetsMoreTasks() {
        Placement placement = Scheduler.place(
                Plans.chain(new Distribution.Rebalance(), 8), List.of(new Candidate(A, 3), new Candidate(B, 1)));

        assertThat(placement.tasksOf(A)).hasSize(6);
        assertThat(placement.tasksOf(B)).hasSize(2);
    }

    @Test
    void rowsThatStayAtTheirIndexStayInTheirProcess() {
        Placement placement = Scheduler.place(
                Plans.chain(new Distribution.Forward(), 3, 3, 3), List.of(new Candidate(A, 1), new Candidate(B, 1)));

        for (int index = 0; index < 3; index++) {
            assertThat(placement.tasks().get(new TaskId(1, index)))
                    .isEqualTo(placement.tasks().get(new TaskId(0, index)));
            assertThat(placement.tasks().get(new TaskId(2, index)))
                    .isEqualTo(placement.tasks().get(new TaskId(0, index)));
        }
    }

    @Test
    void narrowFragmentsDoNotPileUp() {
        Placement placement = Scheduler.place(
                Plans.chain(new Distribution.Rebalance(), 1, 1), List.of(new Candidate(A, 1), new Candidate(B, 1)));

        assertThat(placement.tasksOf(A)).hasSize(1);
        assertThat(placement.tasksOf(B)).hasSize(1);
    }

    @Test
    void theHostTakesPartAnyway() {
        Placement placement = Scheduler.place(
                Plans.chain(new Distribution.Rebalance(), 1), List.of(new Candidate(A, 1), new Candidate(B, 4)));

        assertThat(placement.executors()).containsExactly(placement.host());
    }

    @Property
    void everyTaskHasAPlaceAndNoSlotHasMuchMoreThanAnother(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> parallelisms,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> slots,
            @ForAll long order) {
        OperatorPlan plan = Plans.chain(
                new Distribution.Rebalance(),
                parallelisms.stream().mapToInt(Integer::intValue).toArray());
        List<Candidate> executors = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            executors.add(new Candidate(new ExecutorId("e" + i), slots.get(i)));
        }
        List<Candidate> shuffled = new ArrayList<>(executors);
        Collections.shuffle(shuffled, new Random(order));

        Placement placement = Scheduler.place(plan, executors);

        assertThat(placement).isEqualTo(Scheduler.place(plan, shuffled));
        assertThat(placement.tasks())
                .hasSize(parallelisms.stream().mapToInt(Integer::intValue).sum());
        Map<ExecutorId, Integer> slotsOf =
                executors.stream().collect(Collectors.toMap(Candidate::id, Candidate::slots));
        Map<ExecutorId, Long> tasks = placement.tasks().values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double fair = (double) placement.tasks().size()
                / slots.stream().mapToInt(Integer::intValue).sum();
        tasks.forEach((executor, count) -> assertThat((double) count / slotsOf.getOrDefault(executor, 1))
                .isLessThan(fair + parallelisms.size() + 1));
    }
}
