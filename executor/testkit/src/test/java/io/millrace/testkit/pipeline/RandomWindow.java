package io.millrace.testkit.pipeline;

import java.util.Random;

/**
 * Windows of an aggregate, and the same in PostgreSQL's words.
 *
 * @param config of the node
 * @param join what stands behind FROM, to have a row per window
 * @param start the window's start
 * @param end the window's end
 */
record RandomWindow(String config, String join, String start, String end) {

    /**
     * Of some kind.
     *
     * @param time the column of event time
     */
    static RandomWindow of(int hours, int offset, String time, Random random) {
        String size = "interval '" + hours + " hours'";
        String from = "size: " + hours + " h, offset: " + offset + " h";
        int part = 1 + random.nextInt(hours);
        return switch (random.nextInt(3)) {
            case 0 ->
                new RandomWindow(
                        "{type: hopping, slide: " + part + " h, " + from + "}",
                        ", LATERAL generate_series(%s, %s - %s + interval '1 microsecond', - interval '%d hours') begins"
                                .formatted(bin(part, time, offset), time, size, part),
                        "begins",
                        "begins + " + size);
            case 1 -> {
                int step = hours % part == 0 ? part : hours;
                yield new RandomWindow(
                        "{type: cumulative, step: " + step + " h, " + from + "}",
                        ", LATERAL generate_series(%s + interval '%d hours', %s + %s, interval '%d hours') ends"
                                .formatted(bin(step, time, offset), step, bin(hours, time, offset), size, step),
                        bin(hours, time, offset),
                        "ends");
            }
            default ->
                new RandomWindow(
                        "{type: tumbling, " + from + "}",
                        "",
                        bin(hours, time, offset),
                        bin(hours, time, offset) + " + " + size);
        };
    }

    private static String bin(int hours, String time, int offset) {
        return "date_bin('" + hours + " hours', " + time + ", timestamp '1970-01-01 " + "%02d:00'".formatted(offset % 24)
                + (offset < 24 ? "" : " + interval '1 day'") + ")";
    }
}
