package io.millrace.launcher.serve;

import io.millrace.launcher.World;
import io.millrace.launcher.process.ChildStatus;
import java.util.List;
import java.util.Optional;

/** Shows the stages of a start, a {@link Step} each. Only the supervisor's thread calls it. */
final class Progress {

    private static final List<String> STAGES = List.of("PostgreSQL", "Control plane", "Executors");

    private final World world;
    private int stage;
    private Optional<Step> step;

    Progress(World world) {
        this.world = world;
        this.step = Optional.of(Step.begin(world, STAGES.getFirst()));
    }

    /** @param children in the order postgres, control plane, executors */
    void show(List<ChildStatus> children) {
        while (step.isPresent() && isReady(children)) {
            step.get().end();
            stage++;
            step = stage < STAGES.size() ? Optional.of(Step.begin(world, STAGES.get(stage))) : Optional.empty();
        }
    }

    /** Ends a line that was begun, so that what follows has one of its own. */
    void breakLine() {
        step.ifPresent(Step::breakLine);
    }

    private boolean isReady(List<ChildStatus> children) {
        int to = stage < STAGES.size() - 1 ? stage + 1 : children.size();
        return children.subList(stage, to).stream()
                .allMatch(child -> child.phase().equals("ready"));
    }
}
