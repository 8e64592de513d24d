package io.millrace.coordinator.why;

import io.millrace.coordinator.why.WhyReport.Late;
import io.millrace.coordinator.why.WhyReport.Time;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.InputStanding;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What stands where: operators in tasks, and who writes and reads their channels, numbered as executors number them. */
final class Places {

    private static final int MOST_LATE = 10;

    /** An operator in one of its tasks. */
    record Place(int operator, int index) {}

    private final Observed observed;
    private final Map<Integer, Fragment> fragmentOf = new HashMap<>();
    private final Map<TaskId, TaskStanding> tasks = new HashMap<>();

    Places(Observed observed) {
        this.observed = observed;
        observed.plan().fragments().forEach(fragment -> fragment.operators()
                .forEach(id -> fragmentOf.put(id, fragment)));
        observed.tasks().forEach(task -> tasks.put(task.task(), task));
    }

    /** The operator that sends a node's rows: of several the last. */
    int operatorOf(String node) {
        return observed.plan().operators().stream()
                .filter(operator -> operator.nodeIds().contains(node))
                .mapToInt(PhysicalOperator::id)
                .reduce((_, last) -> last)
                .orElseThrow(() -> new IllegalArgumentException("No operator does the work of " + node));
    }

    PhysicalOperator operator(int id) {
        return observed.plan().operator(id);
    }

    int parallelism(int operator) {
        return fragment(operator).parallelism();
    }

    private Fragment fragment(int operator) {
        Fragment fragment = fragmentOf.get(operator);
        if (fragment == null) {
            throw new IllegalArgumentException("There is no operator " + operator);
        }
        return fragment;
    }

    TaskId task(Place place) {
        return new TaskId(fragment(place.operator).id(), place.index);
    }

    List<Place> of(int operator) {
        return IntStream.range(0, parallelism(operator))
                .mapToObj(index -> new Place(operator, index))
                .toList();
    }

    /** What is known of the executor of the task, if that has not answered. */
    Optional<String> absent(Place place) {
        return Optional.ofNullable(observed.absent().get(task(place)));
    }

    /** Whether the executor has answered, and the task has not. */
    boolean isStuck(Place place) {
        TaskStanding standing = tasks.get(task(place));
        return standing != null && !standing.hasAnswered();
    }

    /** Of a task that has not answered, the operator that is in a step. */
    Optional<Place> stuckIn(Place place) {
        return Optional.ofNullable(tasks.get(task(place)))
                .flatMap(TaskStanding::stuckIn)
                .map(operator -> new Place(operator, place.index));
    }

    /** Any operator that is in a step while its task does not answer. */
    Optional<Place> anyStuck() {
        return observed.tasks().stream()
                .filter(task -> task.stuckIn().isPresent())
                .map(task -> new Place(task.stuckIn().get(), task.task().index()))
                .findFirst();
    }

    Optional<OperatorStanding> standing(Place place) {
        return Optional.ofNullable(tasks.get(task(place))).flatMap(task -> task.operators().stream()
                .filter(standing -> standing.operator() == place.operator)
                .findFirst());
    }

    /** Who writes a channel. */
    Place writer(Place reader, int port, int channel) {
        int first = 0;
        for (PlanEdge edge : observed.plan().edges()) {
            if (edge.to() == reader.operator && edge.toPort() == port) {
                boolean isOne = isOne(edge);
                int writers = isOne ? 1 : parallelism(edge.from());
                if (channel < first + writers) {
                    return new Place(edge.from(), isOne ? reader.index : channel - first);
                }
                first += writers;
            }
        }
        throw new IllegalArgumentException("There is no channel " + channel + " at port " + port + " of " + reader);
    }

    /** Who reads what the standing's operator has no room for, rows or letters; the first of them. */
    Optional<Place> fullReader(Place writer, OperatorStanding standing) {
        int rowPorts = operator(writer.operator).outputs().size();
        boolean letters = standing.doing() == OperatorStanding.Doing.LETTERS_WAIT;
        int next = 0;
        for (int port = 0; port < operator(writer.operator).ports(); port++) {
            for (PlanEdge edge : observed.plan().edges()) {
                if (edge.from() == writer.operator && edge.fromPort() == port) {
                    List<Integer> full =
                            next < standing.full().size() ? standing.full().get(next) : List.of();
                    next++;
                    if (!full.isEmpty() && letters == port >= rowPorts) {
                        return Optional.of(new Place(edge.to(), isOne(edge) ? writer.index : full.getFirst()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOne(PlanEdge edge) {
        return edge.distribution() instanceof Distribution.Local || edge.distribution() instanceof Distribution.Forward;
    }

    /** The operators whose rows an operator reads, port by port. */
    List<Integer> upstream(int operator) {
        return observed.plan().edges().stream()
                .filter(edge -> edge.to() == operator)
                .sorted(Comparator.comparing(PlanEdge::toPort))
                .map(PlanEdge::from)
                .distinct()
                .toList();
    }

    /** What event time has to pass before a node brings out more, whichever of its operators that waits. */
    Optional<Long> waitsFor(String node) {
        return observed.plan().operators().stream()
                .filter(operator -> operator.nodeIds().contains(node))
                .flatMap(operator -> of(operator.id()).stream())
                .flatMap(place -> standing(place).stream())
                .flatMap(standing -> standing.waitsFor().stream())
                .min(Comparator.naturalOrder());
    }

    /** What time of day has to come before a node that goes by the clock brings out more. */
    Optional<Long> waitsForClock(String node) {
        return observed.plan().operators().stream()
                .filter(operator -> operator.nodeIds().contains(node))
                .flatMap(operator -> of(operator.id()).stream())
                .flatMap(place -> standing(place).stream())
                .flatMap(standing -> standing.waitsForClock().stream())
                .min(Comparator.naturalOrder());
    }

    private boolean goesByClock(int operator) {
        return operator(operator)
                .settings()
                .optionalObject("window")
                .filter(window -> window.flag("processingTime"))
                .isPresent();
    }

    /** Where event time stands at a node whose last operator has inputs. */
    Optional<Time> time(int operator, String node) {
        List<OperatorStanding> all = of(operator).stream()
                .flatMap(place -> standing(place).stream())
                .filter(standing -> !standing.inputs().isEmpty())
                .toList();
        if (all.isEmpty() || goesByClock(operator)) {
            return Optional.empty();
        }
        long watermark = all.stream().mapToLong(Places::watermark).min().orElseThrow();
        Optional<Long> waitsFor = waitsFor(node);
        return watermark == Long.MIN_VALUE && waitsFor.isEmpty()
                ? Optional.empty()
                : Optional.of(new Time(watermark, waitsFor));
    }

    /** How far event time is at an operator: the least of its ports that hold it; of idle ones alone the furthest. */
    static long watermark(OperatorStanding standing) {
        OptionalLong held = standing.inputs().stream()
                .filter(Places::holds)
                .mapToLong(InputStanding::watermark)
                .min();
        return held.isPresent()
                ? held.getAsLong()
                : standing.inputs().stream()
                        .mapToLong(InputStanding::watermark)
                        .max()
                        .orElse(Long.MAX_VALUE);
    }

    /** Whether a port may hold event time back: a channel of it is neither idle nor at its end. */
    static boolean holds(InputStanding input) {
        return input.channels().isEmpty()
                || input.channels().stream().anyMatch(channel -> !channel.isIdle() && !channel.hasEnded());
    }

    List<Late> late() {
        List<Late> late = new ArrayList<>();
        observed.tasks().forEach(task -> task.operators().forEach(standing -> standing.splits().stream()
                .filter(split -> split.rowsBehind() > 0)
                .forEach(split ->
                        late.add(new Late(operator(standing.operator()).nodeId(), split.id(), split.rowsBehind())))));
        late.sort(Comparator.comparing(Late::rows).reversed());
        return late.stream().limit(MOST_LATE).toList();
    }
}
