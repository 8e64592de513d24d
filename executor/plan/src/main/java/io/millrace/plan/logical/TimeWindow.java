package io.millrace.plan.logical;

import io.millrace.model.Durations;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;

/**
 * How time is cut into windows. A window holds times from its start up to, without, its end; all in microseconds.
 */
public sealed interface TimeWindow {

    /** What they go by. */
    WindowTime time();

    /** Where that stands in the input. */
    default int timeColumn() {
        return time().column();
    }

    /** The same windows over another column. */
    TimeWindow withTimeColumn(int other);

    /** Whether no other window overlaps one, so that what is kept of its time is the window. */
    boolean isOneSlice();

    /** What they are, for people, and for the comparison of what is kept for them: equal for equal windows only. */
    String description();

    /** As the operators read them; see docs/operator-plan.md. */
    JsonObject config();

    /** Windows of equal size, one behind the other: {@code start - offset} is a multiple of the size. */
    record Tumbling(long sizeMicros, long offsetMicros, WindowTime time) implements TimeWindow {

        @Override
        public Tumbling withTimeColumn(int other) {
            return new Tumbling(sizeMicros, offsetMicros, time.in(other));
        }

        @Override
        public boolean isOneSlice() {
            return true;
        }

        @Override
        public String description() {
            return "tumbling windows of %s, offset %s%s"
                    .formatted(
                            Durations.printMicros(sizeMicros), Durations.printMicros(offsetMicros), time.described());
        }

        @Override
        public JsonObject config() {
            return sized("tumbling", sizeMicros, offsetMicros, time);
        }
    }

    /** Windows of equal size that overlap: {@code start - offset} is a multiple of the slide, which is at most the size. */
    record Hopping(long sizeMicros, long slideMicros, long offsetMicros, WindowTime time) implements TimeWindow {

        @Override
        public Hopping withTimeColumn(int other) {
            return new Hopping(sizeMicros, slideMicros, offsetMicros, time.in(other));
        }

        @Override
        public boolean isOneSlice() {
            return sizeMicros == slideMicros;
        }

        @Override
        public String description() {
            return "hopping windows of %s every %s, offset %s%s"
                    .formatted(
                            Durations.printMicros(sizeMicros),
                            Durations.printMicros(slideMicros),
                            Durations.printMicros(offsetMicros),
                            time.described());
        }

        @Override
        public JsonObject config() {
            return sized("hopping", sizeMicros, offsetMicros, time).with("slideMicros", Json.of(slideMicros));
        }
    }

    /**
     * Windows that begin together, where {@code start - offset} is a multiple of the size, and end a step apart, up to the whole
     * size, which is a multiple of the step.
     */
    record Cumulative(long sizeMicros, long stepMicros, long offsetMicros, WindowTime time) implements TimeWindow {

        @Override
        public Cumulative withTimeColumn(int other) {
            return new Cumulative(sizeMicros, stepMicros, offsetMicros, time.in(other));
        }

        @Override
        public boolean isOneSlice() {
            return sizeMicros == stepMicros;
        }

        @Override
        public String description() {
            return "cumulative windows of up to %s by %s, offset %s%s"
                    .formatted(
                            Durations.printMicros(sizeMicros),
                            Durations.printMicros(stepMicros),
                            Durations.printMicros(offsetMicros),
                            time.described());
        }

        @Override
        public JsonObject config() {
            return sized("cumulative", sizeMicros, offsetMicros, time).with("stepMicros", Json.of(stepMicros));
        }
    }

    /** Windows of one group each, which begin with a row and end when none has come for the gap. */
    record Session(long gapMicros, WindowTime time) implements TimeWindow {

        @Override
        public Session withTimeColumn(int other) {
            return new Session(gapMicros, time.in(other));
        }

        @Override
        public boolean isOneSlice() {
            return false;
        }

        @Override
        public String description() {
            return "sessions with gaps of " + Durations.printMicros(gapMicros) + time.described();
        }

        @Override
        public JsonObject config() {
            return timed(JsonObject.of("kind", Json.of("session"), "gapMicros", Json.of(gapMicros)), time);
        }
    }

    private static JsonObject sized(String kind, long sizeMicros, long offsetMicros, WindowTime time) {
        return timed(
                JsonObject.of("kind", Json.of(kind), "sizeMicros", Json.of(sizeMicros))
                        .with("offsetMicros", Json.of(offsetMicros)),
                time);
    }

    private static JsonObject timed(JsonObject config, WindowTime time) {
        JsonObject timed = config.with("timeColumn", Json.of(time.column()));
        if (time.latenessMicros() > 0) {
            return timed.with("latenessMicros", Json.of(time.latenessMicros()));
        }
        return time.isProcessing() ? timed.with("processingTime", Json.of(true)) : timed;
    }
}
