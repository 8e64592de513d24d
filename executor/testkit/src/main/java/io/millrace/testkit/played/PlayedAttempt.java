package io.millrace.testkit.played;

import io.millrace.engine.job.AttemptRunner;
import io.millrace.engine.job.JobResources;
import io.millrace.engine.task.Worker;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartCheckpoint;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.PartStatus;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.Clock;
import io.millrace.spi.testing.ManualBlockingWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * One attempt of a job without a coordinator: the test says each command and sees each report. What happens next among
 * workers, I/O threads and messages is decided by chance.
 */
public final class PlayedAttempt {

    private final Fence fence;
    private final OperatorPlan plan;
    private final Optional<Restore> restore;
    private final Random random;
    private final PlayedNetwork network;
    private final List<PlayedExecutor> executors = new ArrayList<>();
    private final Map<ExecutorId, Heartbeat> heard = new HashMap<>();
    private final Placement placement;

    /**
     * @param executors how many
     * @param resources makes what an executor lends, from its worker and where it does what may block
     */
    public PlayedAttempt(
            Fence fence,
            OperatorPlan plan,
            Optional<Restore> restore,
            int executors,
            long seed,
            Clock clock,
            BiFunction<List<Worker>, ManualBlockingWork, JobResources> resources) {
        this.fence = fence;
        this.plan = plan;
        this.restore = restore;
        random = new Random(seed);
        network = new PlayedNetwork(seed);
        List<ExecutorId> ids = IntStream.range(0, executors)
                .mapToObj(i -> new ExecutorId("executor-" + fence.attempt() + "-" + i))
                .toList();
        for (ExecutorId id : ids) {
            ManualBlockingWork io = ManualBlockingWork.deferred();
            List<Worker> workers = List.of(new Worker(clock));
            AttemptRunner runner = new AttemptRunner(
                    id, resources.apply(workers, io), network.portOf(id), beat -> heard.put(id, beat));
            network.add(id, runner);
            this.executors.add(new PlayedExecutor(id, runner, workers, io));
        }
        SortedMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        int next = 0;
        for (Fragment fragment : plan.fragments()) {
            for (int index = 0; index < fragment.parallelism(); index++) {
                tasks.put(new TaskId(fragment.id(), index), ids.get(next++ % executors));
            }
        }
        placement = new Placement(tasks.firstEntry().getValue(), tasks);
    }

    /** Something happens: one thread or message gets its turn. */
    public void happens() {
        PlayedExecutor executor = executors.get(random.nextInt(executors.size()));
        switch (random.nextInt(4)) {
            case 0 -> executor.io().runNext();
            case 1 -> executor.work();
            default -> network.deliverOne();
        }
    }

    /** Everything, until nothing moves. */
    public void settles() {
        int idle = 0;
        while (idle < 3) {
            boolean worked = network.deliverOne();
            for (PlayedExecutor executor : executors) {
                worked |= executor.io().runNext();
                worked |= executor.work();
            }
            idle = worked ? 0 : idle + 1;
        }
        beat();
    }

    /** All executors say how they are. */
    public void beat() {
        executors.forEach(executor -> executor.runner().beat());
    }

    /** Says it to all executors. */
    public void tellAll(ExecutorCommand command) {
        executors.forEach(executor -> tell(executor, command));
    }

    /** Says it to the host. */
    public void tellHost(ExecutorCommand command) {
        executors.stream()
                .filter(executor -> executor.id().equals(placement.host()))
                .forEach(executor -> tell(executor, command));
    }

    private void tell(PlayedExecutor executor, ExecutorCommand command) {
        // Commands are repeated until a report shows their effect, so often more than once.
        for (int times = random.nextInt(3) == 0 ? 2 : 1; times > 0; times--) {
            executor.runner().command(new LeasedCommand(command, Long.MAX_VALUE));
        }
    }

    /** Tells all to make their tasks. */
    public void deploy() {
        beat();
        tellAll(new ExecutorCommand.Deploy(fence, plan, placement, restore));
    }

    /** In whose name. */
    public Fence fence() {
        return fence;
    }

    /** What each executor that takes part said last of its part. */
    public List<PartReport> reports() {
        return placement.executors().stream()
                .flatMap(id -> heard.getOrDefault(id, NOTHING).parts().stream())
                .toList();
    }

    private static final Heartbeat NOTHING = new Heartbeat(new ExecutorId("none"), 0, 0, 0, 1, List.of());

    /** Whether all say this. */
    public boolean all(PartStatus status) {
        return reports().size() == placement.executors().size()
                && reports().stream().allMatch(report -> report.status() == status);
    }

    /** The host's checkpoint, if one is open there. */
    public Optional<PartCheckpoint> ofHost() {
        return heard.getOrDefault(placement.host(), NOTHING).parts().stream()
                .findFirst()
                .flatMap(PartReport::checkpoint);
    }

    /** Buffers that someone holds. */
    public int outstandingBuffers() {
        return executors.stream()
                .mapToInt(executor -> executor.runner().outstandingBuffers())
                .sum();
    }
}
