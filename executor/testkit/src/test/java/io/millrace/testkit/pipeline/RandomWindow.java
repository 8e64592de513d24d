package io.millrace.testkit.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Windows of an aggregate, and the same in PostgreSQL's words.
 *
 * @param config of the node
 * @param from what is selected from
 * @param start the window's start
 * @param end the window's end
 * @param group what tells windows apart, where start and end do not
 */
record RandomWindow(String config, String from, String start, String end, Optional<String> group) {

    /**
     * Of some kind.
     *
     * @param over what stands behind FROM without windows
     * @param time the column of event time
     * @param keys what rows are grouped by
     */
    static RandomWindow of(int hours, int offset, String over, String time, List<String> keys, Random random) {
        String size = "interval '" + hours + " hours'";
        String from = "size: " + hours + " h, offset: " + offset + " h";
        int part = 1 + random.nextInt(hours);
        return switch (random.nextInt(4)) {
            case 0 ->
                aligned(
                        "{type: hopping, slide: " + part + " h, " + from + "}",
                        over
                                + ", LATERAL generate_series(%s, %s - %s + interval '1 microsecond', - interval '%d hours') begins"
                                        .formatted(bin(part, time, offset), time, size, part),
                        "begins",
                        "begins + " + size);
            case 1 -> {
                int step = hours % part == 0 ? part : hours;
                yield aligned(
                        "{type: cumulative, step: " + step + " h, " + from + "}",
                        over
                                + ", LATERAL generate_series(%s + interval '%d hours', %s + %s, interval '%d hours') ends"
                                        .formatted(bin(step, time, offset), step, bin(hours, time, offset), size, step),
                        bin(hours, time, offset),
                        "ends");
            }
            case 2 -> sessions(part, over, time, keys);
            default ->
                aligned(
                        "{type: tumbling, " + from + "}",
                        over,
                        bin(hours, time, offset),
                        bin(hours, time, offset) + " + " + size);
        };
    }

    private static RandomWindow aligned(String config, String from, String start, String end) {
        return new RandomWindow(config, from, start, end, Optional.empty());
    }

    /** A row begins a session when the one before is further away than the gap; what has begun so far is the session's number. */
    private static RandomWindow sessions(int hours, String over, String time, List<String> keys) {
        String ofOne = "OVER (" + (keys.isEmpty() ? "" : "PARTITION BY (" + String.join("), (", keys) + ") ")
                + "ORDER BY " + time + ")";
        String begins = "CASE WHEN %s - lag(%s) %s <= interval '%d hours' THEN 0 ELSE 1 END"
                .formatted(time, time, ofOne, hours);
        return new RandomWindow(
                "{type: session, gap: " + hours + " h}",
                "(SELECT *, sum(begins) " + ofOne + " AS session FROM (SELECT *, " + begins + " AS begins FROM " + over
                        + ") AS b) AS r",
                "min(" + time + ")",
                "max(" + time + ") + interval '" + hours + " hours'",
                Optional.of("session"));
    }

    private static String bin(int hours, String time, int offset) {
        return "date_bin('" + hours + " hours', " + time + ", timestamp '1970-01-01 "
                + "%02d:00'".formatted(offset % 24) + (offset < 24 ? "" : " + interval '1 day'") + ")";
    }
}
