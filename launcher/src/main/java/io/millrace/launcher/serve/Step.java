package io.millrace.launcher.serve;

import io.millrace.launcher.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Shows something that takes seconds: its name while it goes on, then its time. */
final class Step {

    private final World world;
    private final String name;
    private final Instant began;

    private Step(World world, String name) {
        this.world = world;
        this.name = name;
        this.began = world.clock().instant();
        if (world.onTerminal()) {
            world.err().print(name + " … ");
            world.err().flush();
        }
    }

    /** Begins now. On a terminal the line stays open until {@link #end}. */
    static Step begin(World world, String name) {
        return new Step(world, name);
    }

    /** Does something as a step. */
    static <T> T run(World world, String name, Work<T> work) throws IOException, InterruptedException {
        Step step = begin(world, name);
        T result = work.run();
        step.end();
        return result;
    }

    /** Ended now. */
    void end() {
        String time = "%.1f s"
                .formatted(Duration.between(began, world.clock().instant()).toMillis() / 1000.0);
        world.err().println(world.onTerminal() ? time : name + " … " + time);
    }

    /** Ends the open line, so that other words have one of their own. */
    void breakLine() {
        if (world.onTerminal()) {
            world.err().println();
        }
    }

    /** What is done in a step. */
    @FunctionalInterface
    interface Work<T> {

        /** Does it. */
        T run() throws IOException, InterruptedException;
    }
}
