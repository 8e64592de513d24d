package io.millrace.launcher;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What {@code Main} makes and everybody else is given.
 *
 * @param begun when the user pressed Enter, so that times shown hold the script's work, too
 * @param chance for back-off
 * @param secrets a secure one
 * @param out for results
 * @param err for words on the way
 * @param onTerminal whether {@code err} is one, so that a line may be written in two steps
 */
public record World(
        Installation installation,
        Clock clock,
        Instant begun,
        RandomGenerator chance,
        RandomGenerator secrets,
        ThreadFactory threads,
        Pause pause,
        PrintStream out,
        PrintStream err,
        boolean onTerminal) {

    /** Lets some milliseconds pass, between two looks at something that nobody will tell of. */
    @FunctionalInterface
    public interface Pause {

        /** Returns after about so long. */
        void ms(long milliseconds) throws InterruptedException;
    }
}
