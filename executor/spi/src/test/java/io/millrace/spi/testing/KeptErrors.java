package io.millrace.spi.testing;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import java.util.ArrayList;
import java.util.List;

/** Row errors as a node's policy sees them: kept and passed over, or the end at the first one. */
public final class KeptErrors implements RowErrors {

    /** One reported row. */
    public record Reported(RunError error, String raw) {}

    private final List<Reported> reported = new ArrayList<>();
    private final boolean fail;

    private KeptErrors(boolean fail) {
        this.fail = fail;
    }

    /** The policy <em>skip</em>. */
    public static KeptErrors skip() {
        return new KeptErrors(false);
    }

    /** The policy <em>fail</em>. */
    public static KeptErrors fail() {
        return new KeptErrors(true);
    }

    @Override
    public void report(RunError error, String raw) {
        reported.add(new Reported(error, raw));
        if (fail) {
            throw new RunException(error);
        }
    }

    /** What was reported, in order. */
    public List<Reported> reported() {
        return List.copyOf(reported);
    }

    /** What was reported, each as one line: place and message. */
    public List<String> lines() {
        return reported.stream().map(row -> row.error().toString()).toList();
    }
}
