package io.millrace.designer.deployments.taps;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.TapRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenTapTest {

    private static final long PASSED = 1_000_000;

    private final OpenTap tap = new OpenTap();

    /** What an executor says in a second in which a million rows passed. */
    private static TapRows second(int which) {
        return new TapRows(
                new Fence(new DeploymentId("flood"), 1, 1),
                "source",
                "out",
                List.of(new Column("n", DataType.parse("INT"))),
                Optional.empty(),
                IntStream.range(0, TapRows.MOST_ROWS)
                        .mapToObj(row -> new TapRows.Row(TapRows.Change.INSERT, new JsonArray(List.of(Json.of(row)))))
                        .toList(),
                PASSED - TapRows.MOST_ROWS,
                PASSED * which);
    }

    @Test
    void ofAFloodTheLastHundredRowsAreShownAndAllAreCounted() {
        for (String executor : List.of("a", "b")) {
            for (int second = 1; second <= 50; second++) {
                tap.take(new ExecutorId(executor), second(second));
            }
        }

        TapView view = tap.tell();

        assertThat(view.rows()).hasSize(OpenTap.MOST_ROWS);
        assertThat(view.total()).isEqualTo(2 * 50 * PASSED);
        assertThat(view.skipped() + view.rows().size()).isEqualTo(view.total());
        assertThat(tap.tell().rows()).isEmpty();
    }
}
