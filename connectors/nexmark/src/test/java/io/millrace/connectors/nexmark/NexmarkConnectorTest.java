package io.millrace.connectors.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Batch;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.connectors.nexmark.generator.NexmarkStream;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.testing.ManualClock;
import io.millrace.spi.testing.NoFiles;
import io.millrace.spi.testing.SourceHarness;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NexmarkConnectorTest {

    private static final NexmarkConnector CONNECTOR = new NexmarkConnector();
    private static final JsonObject BOUNDED = JsonObject.of("events", Json.of(250_000));

    @Test
    void aBoundedSourceGivesAllRowsAndEnds() {
        SourceHarness harness = harness(BOUNDED);

        List<List<@Nullable Object>> rows = harness.readAll();

        assertThat(rows).hasSize(250_000 / 50 * 46);
        assertThat(harness.outstanding()).isZero();
    }

    @Test
    void splitsFollowEachOtherAndSayWhereTheyBeginInTime() {
        List<Split> splits = harness(BOUNDED).discover(1);

        assertThat(splits)
                .extracting(Split::id)
                .containsExactly("events 0 to 102399", "events 102400 to 204799", "events 204800 to 249999");
        // 100,000 events a second from 2026-01-01.
        assertThat(splits)
                .extracting(Split::earliestMicros)
                .containsExactly(1_767_225_600_000_000L, 1_767_225_601_024_000L, 1_767_225_602_048_000L);
    }

    @Test
    void batchesAreFullUpToTheEndOfASplit() {
        SourceHarness harness = harness(BOUNDED);
        List<Integer> sizes = new ArrayList<>();

        harness.read(harness.discover(1).getFirst(), batch -> {
            sizes.add(batch.rowCount());
            batch.release();
        });

        assertThat(sizes).hasSize(23).containsOnly(Batch.MAX_ROWS);
    }

    @Test
    void aHugeBoundedSourceHasLongerSplitsRatherThanMore() {
        List<Split> splits = harness(JsonObject.of("events", Json.of(1_000_000_000_000L), "rate", Json.of(1_000_000)))
                .discover(1);

        assertThat(splits).hasSizeBetween(9_000, 10_000);
        assertThat(splits.getLast().id()).endsWith(" to 999999999999");
    }

    @Test
    void anUnboundedSourceFindsSomeSplitsAtATime() throws Exception {
        Source source = source(JsonObject.EMPTY, NexmarkStream.BID);
        SplitEnumerator enumerator = source.enumerator();

        List<Split> first = enumerator.discover().splits();
        byte[] snapshot = enumerator.snapshot();
        List<Split> second = enumerator.discover().splits();
        SplitEnumerator restored = source.enumerator();
        restored.restore(snapshot);

        assertThat(source.isBounded()).isFalse();
        assertThat(first).hasSize(64);
        assertThat(second.getFirst().id()).isEqualTo("events 6553600 to 6655999");
        assertThat(restored.discover().splits()).extracting(Split::id).isEqualTo(ids(second));
    }

    @Test
    void aSplitGoesOnFromItsState() {
        SourceHarness harness = harness(BOUNDED);
        Split split = harness.discover(1).getFirst();
        List<List<@Nullable Object>> whole = harness.read(split);
        List<List<@Nullable Object>> parts = new ArrayList<>();

        SplitReader reader = harness.open().open(split);
        harness.step(reader, batch -> {
            parts.addAll(BoxedValues.rows(batch));
            batch.release();
        });
        parts.addAll(harness.read(new Split(split.id(), reader.state(), split.earliestMicros())));

        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void rowsSayWhichEventTheyAre() {
        SourceHarness bids = harness(JsonObject.of("events", Json.of(60)));
        bids.readAll();
        SourceHarness all = harness(JsonObject.of("events", Json.of(60), "kind", Json.of("all")), NexmarkStream.ALL);
        all.readAll();

        assertThat(bids.origins())
                .startsWith("event 4", "event 5")
                .endsWith("event 49", "event 54", "event 55", "event 56", "event 57", "event 58", "event 59");
        assertThat(all.origins()).startsWith("event 0", "event 1").endsWith("event 59");
    }

    @Test
    void aPacedSourceIsOneSplitThatGivesItsRowsOverTime() {
        ManualClock clock = new ManualClock();
        SourceHarness harness = harness(JsonObject.of("events", Json.of(50_000), "pace", Json.of(2_000)))
                .clock(clock);
        List<Split> splits = harness.discover(1);
        int[] rows = {0};
        long[] mostAtOnce = {0};

        harness.read(splits.getFirst(), batch -> {
            rows[0] += batch.rowCount();
            mostAtOnce[0] = Math.max(mostAtOnce[0], batch.rowCount());
            // Never ahead of the schedule, never behind by more than a tick.
            assertThat(rows[0]).isEqualTo((int) (clock.nanoTime() * 2_000 / 1_000_000_000));
            batch.release();
        });

        assertThat(splits).hasSize(1);
        assertThat(rows[0]).isEqualTo(46_000);
        assertThat(mostAtOnce[0]).isEqualTo(10);
        assertThat(clock.nanoTime()).isEqualTo(Duration.ofSeconds(23).toNanos());
    }

    @Test
    void aPacedSourceCatchesUpAfterAStall() {
        ManualClock clock = new ManualClock();
        SourceHarness harness = harness(JsonObject.of("pace", Json.of(1_000))).clock(clock);
        SplitReader reader = harness.open().open(harness.discover(1).getFirst());
        int[] rows = {0};

        clock.advance(Duration.ofSeconds(3));
        harness.step(reader, batch -> {
            rows[0] += batch.rowCount();
            batch.release();
        });

        assertThat(rows[0]).isEqualTo(3_000);
    }

    @Test
    void timesFollowBaseTimeAndRate() {
        JsonObject config = new JsonObject(Map.of(
                "events", Json.of(200),
                "rate", Json.of(10),
                "kind", Json.of("person"),
                "baseTime", Json.of("2001-02-03T04:05:06")));
        SourceHarness harness = harness(config, NexmarkStream.PERSON);

        List<Object> times = harness.readAll().stream().map(row -> row.get(6)).toList();

        long base = LocalDateTime.of(2001, 2, 3, 4, 5, 6).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(times).containsExactly(base, base + 5_000_000, base + 10_000_000, base + 15_000_000);
    }

    @Test
    void aConfigThatCannotWorkIsRefusedInWords() {
        assertThatThrownBy(() -> source(JsonObject.of("baseTime", Json.of("yesterday")), NexmarkStream.BID))
                .hasMessageContaining("`baseTime` must be a time like `2026-01-01T00:00:00`")
                .hasMessageContaining("yesterday");
        assertThatThrownBy(() -> source(JsonObject.of("rate", Json.of(0)), NexmarkStream.BID))
                .hasMessageContaining("`rate`");
        assertThatThrownBy(() -> source(JsonObject.of("kind", Json.of("bids")), NexmarkStream.BID))
                .hasMessageContaining("`bid`");
        assertThatThrownBy(() -> source(
                        JsonObject.of("events", Json.of(1_000_000_000_000_000L), "rate", Json.of(1)),
                        NexmarkStream.BID))
                .hasMessageContaining("9999");
    }

    @Test
    void theDescriptorKnowsTheColumnsOfEachKind() {
        SourceSchema schema = CONNECTOR.descriptor().abilities().schema().orElseThrow();

        assertThat(schema).isInstanceOfSatisfying(SourceSchema.ByChoice.class, choice -> {
            assertThat(choice.field()).isEqualTo("kind");
            assertThat(choice.schemas()).containsOnlyKeys("all", "bid", "auction", "person");
            assertThat(choice.schemas().get("bid"))
                    .hasToString("(auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price BIGINT NOT NULL, "
                            + "channel STRING NOT NULL, url STRING NOT NULL, dateTime TIMESTAMP(3) NOT NULL, "
                            + "extra STRING NOT NULL)");
        });
    }

    private static List<String> ids(List<Split> splits) {
        return splits.stream().map(Split::id).toList();
    }

    private static SourceHarness harness(JsonObject config) {
        return harness(config, NexmarkStream.BID);
    }

    private static SourceHarness harness(JsonObject config, NexmarkStream stream) {
        return new SourceHarness(source(config, stream), stream.schema());
    }

    private static Source source(JsonObject config, NexmarkStream stream) {
        int[] projection = IntStream.range(0, stream.schema().size()).toArray();
        return CONNECTOR.create(new SourceRequest(
                "bids",
                config,
                stream.schema(),
                projection,
                ZoneOffset.UTC,
                new NoFiles(),
                new FormatRegistry(List.of())));
    }
}
