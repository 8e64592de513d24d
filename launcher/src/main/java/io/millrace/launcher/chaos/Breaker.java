package io.millrace.launcher.chaos;

import io.millrace.launcher.process.ChildStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Chooses faults, each kind as often as any other, and does them. */
final class Breaker {

    private final Installed installed;
    private final Optional<SmallDisk> disk;
    private final Waiting waiting;
    private final int executors;
    private final Random random;
    private final List<Fault> deck = new ArrayList<>();

    /** @param disk what can be made full; without one it never is */
    Breaker(Installed installed, Optional<SmallDisk> disk, Waiting waiting, int executors, Random random) {
        this.installed = installed;
        this.disk = disk;
        this.waiting = waiting;
        this.executors = executors;
        this.random = random;
    }

    /** The next kind. */
    Fault next() {
        if (deck.isEmpty()) {
            deck.addAll(List.of(Fault.values()));
            if (disk.isEmpty()) {
                deck.remove(Fault.FULL_DISK);
            }
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    /** What was done: to whom, and who is being started again. */
    record Done(List<String> victims, List<ChildStatus> ended) {}

    /** Does it. What stands still goes on, and what was full has room, when this returns, however it does. */
    Done apply(Fault fault) throws IOException, InterruptedException {
        List<ChildStatus> victims = new ArrayList<>();
        for (String name : fault.victims().names(executors, 1 + random.nextInt(executors))) {
            victims.add(installed.child(name));
        }
        List<String> names = victims.stream().map(ChildStatus::name).toList();
        return switch (fault.act()) {
            case Fault.Signal(String signal) -> {
                send(signal, victims);
                yield new Done(names, victims);
            }
            case Fault.Again _ -> {
                List<ChildStatus> all = installed.children();
                installed.killAndStartAgain(victims);
                yield new Done(names, all);
            }
            case Fault.Stop(Duration time) -> {
                try {
                    send("STOP", victims);
                    waiting.pause(time);
                } finally {
                    send("CONT", victims);
                }
                yield new Done(names, List.of());
            }
            case Fault.Full(Duration time) -> {
                SmallDisk full = disk.orElseThrow();
                try {
                    full.fill();
                    waiting.pause(time);
                } finally {
                    full.empty();
                }
                yield new Done(names, List.of());
            }
        };
    }

    /** Until the next fault. */
    Duration calm() {
        return Duration.ofMillis(2_000 + random.nextInt(8_000));
    }

    private void send(String signal, List<ChildStatus> victims) throws IOException, InterruptedException {
        for (ChildStatus victim : victims) {
            installed.send(signal, victim);
        }
    }
}
