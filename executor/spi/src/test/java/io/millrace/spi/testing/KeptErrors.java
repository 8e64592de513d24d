package io.millrace.spi.testing;

import io.millrace.columns.ValueText;
import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.error.FailedInput;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Row errors as a node's policy sees them: kept and passed over, or the end at the first one. */
public final class KeptErrors implements RowErrors {

    /** One reported row, as text: a record as it came, or the values of a row in words. */
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
    public void report(RunError error, FailedInput input) {
        reported.add(new Reported(error, text(input)));
        if (fail) {
            throw new RunException(error);
        }
    }

    /** The record as it came, or the row in words: {@code (a = 1, b = x)}. */
    public static String text(FailedInput input) {
        return switch (input) {
            case FailedInput.OfRecord(byte[] data, int start, int end) ->
                new String(data, start, end - start, StandardCharsets.UTF_8);
            case FailedInput.OfRow(Schema columns, Vector[] vectors, int row) ->
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.column(i).name() + " = " + ValueText.of(vectors[i], row))
                        .collect(Collectors.joining(", ", "(", ")"));
        };
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
