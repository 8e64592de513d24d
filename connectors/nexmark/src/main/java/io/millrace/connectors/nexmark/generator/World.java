package io.millrace.connectors.nexmark.generator;

import org.jspecify.annotations.Nullable;

/**
 * What all tasks of a source share: seed, time line and pools of text. The pools are made when a column first wants
 * them. Thread-safe.
 */
public final class World {

    private final long seed;
    private final Timeline timeline;
    private @Nullable Extra extra;
    private @Nullable Channels channels;

    public World(long seed, Timeline timeline) {
        this.seed = seed;
        this.timeline = timeline;
    }

    /** What all randomness comes from. */
    public long seed() {
        return seed;
    }

    /** When events happen. */
    public Timeline timeline() {
        return timeline;
    }

    synchronized Extra extra() {
        Extra made = extra;
        if (made == null) {
            made = new Extra(seed);
            extra = made;
        }
        return made;
    }

    synchronized Channels channels() {
        Channels made = channels;
        if (made == null) {
            made = new Channels(seed);
            channels = made;
        }
        return made;
    }
}
