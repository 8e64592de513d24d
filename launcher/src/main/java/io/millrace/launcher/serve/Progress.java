package io.millrace.launcher.serve;

import io.millrace.launcher.World;
import io.millrace.launcher.process.ChildStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the stages of a start on the terminal, a line each: name and time it took. Only the supervisor's thread calls it. */
final class Progress {

    private static final List<String> STAGES = List.of("PostgreSQL", "Control plane", "Executors");

    private final World world;
    private Instant began;
    private int stage;

    Progress(World world) {
        this.world = world;
        this.began = world.clock().instant();
        announce();
    }

    /** @param children in the order postgres, control plane, executors */
    void show(List<ChildStatus> children) {
        while (stage < STAGES.size() && isReady(children)) {
            Instant now = world.clock().instant();
            String time = "%.1f s".formatted(Duration.between(began, now).toMillis() / 1000.0);
            world.err().println(world.onTerminal() ? time : STAGES.get(stage) + " … " + time);
            began = now;
            stage++;
            announce();
        }
    }

    /** Ends a line that was begun, so that what follows has one of its own. */
    void breakLine() {
        if (world.onTerminal() && stage < STAGES.size()) {
            world.err().println();
        }
    }

    private boolean isReady(List<ChildStatus> children) {
        int from = Math.min(stage, children.size());
        int to = stage < STAGES.size() - 1 ? Math.min(stage + 1, children.size()) : children.size();
        return children.subList(from, to).stream()
                .allMatch(child -> child.phase().equals("ready"));
    }

    private void announce() {
        if (world.onTerminal() && stage < STAGES.size()) {
            world.err().print(STAGES.get(stage) + " … ");
            world.err().flush();
        }
    }
}
