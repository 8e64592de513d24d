package io.millrace.testkit.recovery;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.TaskId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Between executors: what one says to another arrives in order, or the connection breaks. */
final class Links {

    private record Pair(ExecutorId from, ExecutorId to) {}

    private record Letter(Fence attempt, Optional<TaskId> from, Optional<TaskId> to, Element element) {}

    private static final class Line {
        private final ArrayDeque<Letter> underWay = new ArrayDeque<>();
        private long lastArrivalMillis;
    }

    private final RecoverySimulation simulation;
    private final Map<Pair, Line> lines = new HashMap<>();

    Links(RecoverySimulation simulation) {
        this.simulation = simulation;
    }

    void send(
            ExecutorId from,
            ExecutorId to,
            Fence attempt,
            Optional<TaskId> task,
            Optional<TaskId> other,
            Element what) {
        Line line = lines.computeIfAbsent(new Pair(from, to), _ -> new Line());
        line.underWay.add(new Letter(attempt, task, other, what));
        long now = simulation.time().nowNanos() / 1_000_000;
        long arrival = from.equals(to) ? now : now + 1 + simulation.random().nextInt(20);
        line.lastArrivalMillis = Math.max(line.lastArrivalMillis, arrival);
        simulation.arrivesAt(to, line.lastArrivalMillis - now, () -> deliver(to, line));
    }

    private void deliver(ExecutorId to, Line line) {
        Letter letter = line.underWay.poll();
        if (letter != null) {
            simulation
                    .executor(to)
                    .flatMap(executor -> executor.tasks(letter.attempt()))
                    .ifPresent(tasks -> tasks.received(letter.from(), letter.to(), letter.element()));
        }
    }

    /** Whatever is under way between two is lost. */
    void cut(ExecutorId one, ExecutorId other) {
        for (Pair pair : java.util.List.of(new Pair(one, other), new Pair(other, one))) {
            Line line = lines.remove(pair);
            if (line != null) {
                line.underWay.clear();
            }
        }
    }
}
