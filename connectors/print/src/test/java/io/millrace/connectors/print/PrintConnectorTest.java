package io.millrace.connectors.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.sink.SinkRequest;
import io.millrace.spi.sink.SinkWriter;
import io.millrace.spi.testing.NoFiles;
import io.millrace.spi.testing.SinkHarness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintConnectorTest {

    private static final Schema SCHEMA = Schema.of(
            new Column("name", CharacterType.STRING.nullable()), new Column("count", ScalarType.BIGINT.notNull()));

    private final StringWriter printed = new StringWriter();

    @Test
    void rowsArePrintedWithTheirChange() {
        SinkHarness harness = harness(100);
        SinkWriter writer = harness.writer(0);

        harness.write(
                writer,
                List.of(List.of("a", 1L), List.of("a", 1L), List.of("a", 2L), Arrays.asList(null, 3L)),
                new byte[] {Change.INSERT, Change.UPDATE_BEFORE, Change.UPDATE_AFTER, Change.DELETE});

        assertThat(printed.toString().lines())
                .containsExactly(
                        "out +I  name: a, count: 1",
                        "out -U  name: a, count: 1",
                        "out +U  name: a, count: 2",
                        "out -D  name: NULL, count: 3");
    }

    @Test
    void beyondTheLimitOnlyTheNumberIsPrinted() {
        SinkHarness harness = harness(1);
        SinkWriter writer = harness.writer(0);

        harness.write(writer, List.of(List.of("a", 1L), List.of("b", 2L), List.of("c", 3L)));
        harness.clock().advance(Duration.ofSeconds(1));
        harness.write(writer, List.of(List.of("d", 4L), List.of("e", 5L)));
        harness.finish(writer);

        assertThat(printed.toString().lines())
                .containsExactly(
                        "out +I  name: a, count: 1",
                        "out … and 2 more rows",
                        "out +I  name: d, count: 4",
                        "out … and 1 more rows");
    }

    private SinkHarness harness(int rowsPerSecond) {
        SinkRequest request = new SinkRequest(
                "out",
                new JsonObject(java.util.Map.of("rowsPerSecond", Json.of(rowsPerSecond))),
                EdgeSchema.append(SCHEMA),
                "attempt",
                0,
                ZoneOffset.UTC,
                new NoFiles(),
                new FormatRegistry(List.of()));
        return new SinkHarness(new PrintConnector(new PrintWriter(printed)).create(request), SCHEMA);
    }
}
