package io.millrace.designer.deployments.view;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobStatus;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.state.Phase;
import java.util.Optional;

/** Going on at another parallelism, in words. */
public final class RescaleWords {

    private RescaleWords() {}

    /** What the log says: somebody asked for it. */
    static Optional<DeploymentView.Rescale> of(Parallelism parallelism) {
        return parallelism.wanted().map(wanted -> new DeploymentView.Rescale(wanted.tasks(), Optional.empty()));
    }

    /** What is asked for, and what it waits for. */
    public static Optional<DeploymentView.Rescale> of(JobStatus status) {
        return status.parallelism()
                .wanted()
                .map(wanted ->
                        new DeploymentView.Rescale(wanted.tasks(), Optional.of(waitsFor(status, wanted.tasks()))));
    }

    private static String waitsFor(JobStatus status, int tasks) {
        if (status.workers() < tasks) {
            return "Waits for more workers: the executors that are there have %s, and %d are needed. Until then it runs on at parallelism %d. Start another executor, or ask for less."
                    .formatted(
                            workers(status.workers()),
                            tasks,
                            status.parallelism().now());
        }
        if (status.state().phase() != Phase.RUNNING) {
            return "The next attempt begins with it.";
        }
        return status.checkpoints().failed().stream()
                .findFirst()
                .flatMap(row -> row.error())
                .map(error -> "Waits for a checkpoint, which is tried again: " + error.message())
                .orElse("Waits for a checkpoint, which is being taken.");
    }

    private static String workers(int count) {
        return count == 0 ? "none" : Integer.toString(count);
    }

    /** What an event says of it, where it is about nothing else. */
    static Optional<String> wish(Optional<JobEvent> before, JobEvent event) {
        Parallelism now = event.parallelism();
        return before.filter(earlier -> earlier.state().equals(event.state())
                        && !earlier.parallelism().equals(now))
                .map(_ -> now.wanted()
                        .map(wanted ->
                                "Asked for parallelism %d instead of %d: a checkpoint is taken, and the job goes on from it."
                                        .formatted(wanted.tasks(), now.now()))
                        .orElse(
                                event.reason().isPresent()
                                        ? "Stays at parallelism %d.".formatted(now.now())
                                        : "Asked to stay at parallelism %d.".formatted(now.now())));
    }

    /** {@code , at parallelism 3 instead of 1}, where an attempt begins with another one than those before. */
    static String change(Optional<JobEvent> before, JobEvent event) {
        int now = event.parallelism().now();
        return before.map(earlier -> earlier.parallelism().now())
                .filter(was -> was != now)
                .map(was -> ", at parallelism %d instead of %d".formatted(now, was))
                .orElse("");
    }
}
