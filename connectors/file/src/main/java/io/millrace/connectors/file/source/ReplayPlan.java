package io.millrace.connectors.file.source;

import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.Vector;
import io.millrace.connectors.file.FileSourceConfig;
import io.millrace.connectors.file.FileSourceConfig.Disorder;
import io.millrace.connectors.file.FileSourceConfig.Pace;
import io.millrace.model.error.RunError;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.error.RunException;
import io.millrace.spi.text.TimeText;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the rows of a file are handed out when not simply as they are read.
 *
 * @param readColumns the columns that are read, as positions in the source's schema: those that are wanted and the one
 *     that holds the time
 * @param timeColumn position of that one among {@code readColumns}
 * @param wanted for each column that is wanted, its position among {@code readColumns}
 */
record ReplayPlan(
        Schema readSchema,
        int[] readColumns,
        int timeColumn,
        int[] wanted,
        Optional<Pace> pace,
        Optional<Disorder> disorder) {

    /** What a row without a time gets. */
    static final long NO_TIME = Long.MIN_VALUE;

    /**
     * The plan that a config asks for; empty when it asks for none.
     *
     * @throws RunException if the time column is not there or holds no times
     */
    static Optional<ReplayPlan> of(FileSourceConfig config, Schema schema, int[] projection) {
        Optional<String> column =
                config.pace().map(Pace::column).or(() -> config.disorder().map(Disorder::column));
        if (column.isEmpty()) {
            return Optional.empty();
        }
        if (config.disorder()
                .filter(disorder -> !disorder.column().equals(column.get()))
                .isPresent()) {
            throw new RunException(RunError.user(
                    "file.replay", "`pace` and `disorder` must name the same column: rows have one time."));
        }
        int time = schema.indexOf(column.get())
                .orElseThrow(() -> new RunException(RunError.user(
                        "file.replay",
                        "There is no column `" + column.get() + "` to replay by. There are: "
                                + String.join(", ", schema.names()) + ".")));
        requireTimes(column.get(), schema.type(time).type());
        int[] read = IntStream.concat(Arrays.stream(projection), IntStream.of(time))
                .sorted()
                .distinct()
                .toArray();
        return Optional.of(new ReplayPlan(
                new Schema(Arrays.stream(read).mapToObj(schema::column).toList()),
                read,
                Arrays.binarySearch(read, time),
                Arrays.stream(projection)
                        .map(position -> Arrays.binarySearch(read, position))
                        .toArray(),
                config.pace(),
                config.disorder()));
    }

    private static void requireTimes(String column, SqlType type) {
        if (!(type instanceof TimestampType || type instanceof CharacterType)) {
            throw new RunException(RunError.user(
                    "file.replay",
                    "The column `" + column + "` to replay by is " + type
                            + ". It must be a TIMESTAMP, or text like 2001-01-31 13:45."));
        }
    }

    /** The time of a row in microseconds; {@link #NO_TIME} when it is NULL or text that is none. */
    static long time(Vector vector, int row, TimeText text) {
        if (vector.isNull(row)) {
            return NO_TIME;
        }
        return switch (vector) {
            case LongVector micros -> micros.values()[row];
            case NanosVector fine -> fine.millis()[row] * 1_000 + fine.nanos()[row] / 1_000;
            case BytesVector texts -> {
                int start = texts.starts()[row];
                boolean isTime = text.readTimestamp(texts.data(), start, start + texts.lengths()[row]);
                yield isTime ? (text.localSecond() - text.offsetSeconds()) * 1_000_000 + text.nanos() / 1_000 : NO_TIME;
            }
            default -> throw new IllegalStateException("No times in " + vector.type());
        };
    }
}
