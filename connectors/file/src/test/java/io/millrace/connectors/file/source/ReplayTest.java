package io.millrace.connectors.file.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.connectors.file.FileSourceConfig;
import io.millrace.connectors.file.FileSourceConfig.Disorder;
import io.millrace.connectors.file.FileSourceConfig.Pace;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.type.Schema;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.testing.ManualClock;
import io.millrace.spi.testing.SourceHarness;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files that are handed out as if they were happening. */
class ReplayTest {

    private static final Schema SCHEMA = Sources.schema("n INT", "date STRING", "at TIMESTAMP(3)");
    private static final LocalDateTime START = LocalDateTime.of(2001, 1, 1, 0, 0);
    private static final int ROWS = 10_000;

    /** A row a minute. */
    private static MemoryFiles minutes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            LocalDateTime time = START.plusMinutes(i);
            text.append("{\"n\":%d,\"date\":\"%s\",\"at\":\"%s\"}\n"
                    .formatted(i, time.toString().replace('-', '/').replace('T', ' '), time));
        }
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", text.toString());
        return files;
    }

    @Test
    void aDayPassesInASecond() {
        ManualClock clock = new ManualClock();
        SourceHarness harness = harness(pace("at"), Optional.empty(), 0).clock(clock);
        int[] rows = {0};

        harness.read(harness.discover(1).getFirst(), batch -> {
            for (List<@Nullable Object> row : BoxedValues.rows(batch)) {
                long due = (long) ((Integer) row.getFirst() / 1_440.0 * 1e9);
                assertThat(clock.nanoTime())
                        .isBetween(due, due + Duration.ofMillis(6).toNanos());
            }
            rows[0] += batch.rowCount();
            batch.release();
        });

        assertThat(rows[0]).isEqualTo(ROWS);
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void textThatIsATimeWillDoAndNeedNotBeWanted() {
        ManualClock clock = new ManualClock();
        SourceHarness harness = harness(pace("date"), Optional.empty(), 0).clock(clock);

        List<List<@Nullable Object>> rows = harness.readAll();

        assertThat(rows).hasSize(ROWS).allMatch(row -> row.size() == 1);
        assertThat(Duration.ofNanos(clock.nanoTime())).isBetween(Duration.ofMillis(6_940), Duration.ofMillis(6_960));
    }

    @Test
    void disorderIsBoundedAndTheSameForASeed() {
        List<Integer> once = numbers(disorder(Duration.ofMinutes(60), 1));

        int latest = 0;
        int outOfOrder = 0;
        for (int number : once) {
            assertThat(number).isGreaterThanOrEqualTo(latest - 60);
            outOfOrder += number < latest ? 1 : 0;
            latest = Math.max(latest, number);
        }
        assertThat(outOfOrder).isGreaterThan(ROWS / 2);
        assertThat(once.stream().sorted().toList())
                .isEqualTo(java.util.stream.IntStream.range(0, ROWS).boxed().toList());
        assertThat(numbers(disorder(Duration.ofMinutes(60), 1))).isEqualTo(once);
        assertThat(numbers(disorder(Duration.ofMinutes(60), 2))).isNotEqualTo(once);
    }

    @Test
    void rowsKeepTheirOrigin() {
        SourceHarness harness = harness(Optional.empty(), disorder(Duration.ofMinutes(60), 1), 0);

        List<List<@Nullable Object>> rows = harness.readAll();

        for (int i = 0; i < ROWS; i++) {
            assertThat(harness.origins().get(i))
                    .isEqualTo("x.ndjson, line " + ((Integer) rows.get(i).getFirst() + 1));
        }
    }

    @Test
    void aReplayGoesOnWhereItWas() {
        List<Integer> whole = numbers(disorder(Duration.ofMinutes(60), 1));
        SourceHarness harness = harness(Optional.empty(), disorder(Duration.ofMinutes(60), 1), 0);
        List<Integer> parts = new ArrayList<>();
        Split split = harness.discover(1).getFirst();
        byte[] state = split.state();
        boolean goesOn = true;
        while (goesOn) {
            SplitReader reader = harness.open().open(Split.of(split.id(), state));
            int before = parts.size();
            while (goesOn && parts.size() == before) {
                goesOn = harness.step(reader, batch -> {
                    BoxedValues.rows(batch).forEach(row -> parts.add((Integer) row.getFirst()));
                    batch.release();
                });
            }
            state = reader.state();
            reader.close();
        }

        assertThat(parts).isEqualTo(whole);
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void disorderAndPaceGoTogether() {
        ManualClock clock = new ManualClock();
        SourceHarness harness =
                harness(pace("at"), disorder(Duration.ofMinutes(60), 1), 0).clock(clock);

        List<Integer> rows =
                harness.readAll().stream().map(row -> (Integer) row.getFirst()).toList();

        assertThat(rows).isEqualTo(numbers(disorder(Duration.ofMinutes(60), 1)));
        assertThat(Duration.ofNanos(clock.nanoTime())).isBetween(Duration.ofMillis(6_900), Duration.ofMillis(7_000));
    }

    @Test
    void aColumnThatIsNotThereOrHoldsNoTimesIsRefused() {
        assertThatThrownBy(() -> harness(pace("when"), Optional.empty(), 0))
                .hasMessageContaining("There is no column `when` to replay by. There are: n, date, at.");
        assertThatThrownBy(() -> harness(pace("n"), Optional.empty(), 0))
                .hasMessageContaining("The column `n` to replay by is INT. It must be a TIMESTAMP");
        assertThatThrownBy(() -> harness(pace("date"), disorder(Duration.ofHours(1), 1), 0))
                .hasMessageContaining("must name the same column");
    }

    private static List<Integer> numbers(Optional<Disorder> disorder) {
        return harness(Optional.empty(), disorder, 0).readAll().stream()
                .map(row -> (Integer) row.getFirst())
                .toList();
    }

    private static Optional<Pace> pace(String column) {
        return Optional.of(new Pace(column, Duration.ofDays(1), Duration.ofSeconds(1)));
    }

    private static Optional<Disorder> disorder(Duration within, long seed) {
        return Optional.of(new Disorder("at", within, seed));
    }

    private static SourceHarness harness(Optional<Pace> pace, Optional<Disorder> disorder, int... projection) {
        FileSourceConfig config = new FileSourceConfig("x.ndjson", "json", SCHEMA.columns(), pace, disorder);
        return Sources.harness(minutes(), new JsonFormat(), config, Sizes.STANDARD, SCHEMA, projection);
    }
}
