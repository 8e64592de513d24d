package io.millrace.launcher.chaos;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What runs while things break: Nexmark events of a seed, so that the right result can be had twice, at a pace, so that
 * something can happen meanwhile.
 *
 * @param seconds how long it runs when nothing disturbs it
 * @param bidsPerSecond of real and of event time
 */
record Workload(long seed, long seconds, long bidsPerSecond) {

    /** Of 50 events 46 are bids and 3 are auctions. */
    private static final long EVENTS = 50;

    private static final long BIDS = 46;
    private static final long AUCTIONS = 3;

    /**
     * A pipeline and the places it writes to.
     *
     * @param name of its document
     * @param sinks relative to the files root
     */
    record Pipeline(String name, List<String> sinks) {}

    static final List<Pipeline> PIPELINES = List.of(
            new Pipeline("windows", List.of("per-auction", "per-channel.ndjson", "total.ndjson")),
            new Pipeline("join", List.of("sold.ndjson", "per-category")),
            new Pipeline("keyed", List.of("sessions.ndjson", "early", "highest", "last", "running")));

    Workload {
        if (bidsPerSecond < 100 || bidsPerSecond > 100_000) {
            throw new Refusal("--bids must be between 100 and 100000 a second, not %d.".formatted(bidsPerSecond));
        }
    }

    /** How many bids there are, by arithmetic. */
    long bids() {
        return seconds * bidsPerSecond / BIDS * BIDS;
    }

    /** The document, as fast as it goes. */
    String unpaced(Pipeline pipeline) throws IOException {
        return document(pipeline).replaceAll(", pace: [A-Z_]+", "");
    }

    /** The document at the workload's pace. */
    String paced(Pipeline pipeline) throws IOException {
        return document(pipeline)
                .replace("BIDS_A_SECOND", Long.toString(bidsPerSecond))
                .replace("AUCTIONS_A_SECOND", Long.toString(Math.ceilDiv(bidsPerSecond * AUCTIONS, BIDS)));
    }

    private String document(Pipeline pipeline) throws IOException {
        try (InputStream in = Workload.class.getResourceAsStream(pipeline.name() + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("EVENTS", Long.toString(bids() / BIDS * EVENTS))
                    .replace("RATE", Long.toString(bidsPerSecond * EVENTS / BIDS))
                    .replace("SEED", Long.toString(seed));
        }
    }
}
