package io.millrace.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Phase;
import io.millrace.model.type.Column;
import io.millrace.protocol.job.TapRows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody looks at the ports of a job that runs. */
class TapsTest {

    private final JobRun run = new JobRun(1);

    @Test
    void rowsAreShownWithTheNextHeartbeat() {
        start();
        run.source.row(9);
        run.settle();
        run.cluster.tap("divide", "out", Duration.ofSeconds(10));
        run.source.row(10);
        run.source.row(20);
        run.settle();
        run.cluster.passes(Duration.ofSeconds(1));

        assertThat(run.cluster.shown()).singleElement().satisfies(shown -> {
            assertThat(shown.nodeId()).isEqualTo("divide");
            assertThat(shown.columns().stream().map(Column::toString)).containsExactly("q BIGINT NOT NULL");
            assertThat(values(shown)).containsExactly("[\"10\"]", "[\"5\"]");
            assertThat(shown.skipped()).isZero();
            assertThat(shown.total()).isEqualTo(2);
        });
    }

    @Test
    void aPortInsideOfAnOperatorIsShownAsItIsDrawn() {
        start();
        run.cluster.tap("source", "out", Duration.ofSeconds(10));
        run.source.row(10);
        run.settle();
        run.cluster.passes(Duration.ofSeconds(1));

        assertThat(run.cluster.shown()).singleElement().satisfies(shown -> assertThat(values(shown))
                .containsExactly("[\"10\"]"));
    }

    @Test
    void aTapThatNobodyRenewsCloses() {
        start();
        run.cluster.tap("divide", "out", Duration.ofSeconds(3));
        run.cluster.passes(Duration.ofSeconds(2));
        assertThat(run.cluster.shown()).as("it says that it is open").hasSize(1);
        run.cluster.tap("divide", "out", Duration.ofSeconds(3));
        run.cluster.passes(Duration.ofSeconds(1));
        row();
        assertThat(run.cluster.shown()).as("it was renewed").hasSize(1);
        row();
        assertThat(run.cluster.shown()).as("its time is over").isEmpty();
    }

    @Test
    void aTapCanBeClosed() {
        start();
        run.cluster.tap("divide", "out", Duration.ofSeconds(10));
        run.cluster.tap("divide", "out", Duration.ZERO);
        row();
        assertThat(run.cluster.shown()).isEmpty();
    }

    private void row() {
        run.source.row(10);
        run.settle();
        run.cluster.passes(Duration.ofSeconds(1));
    }

    private void start() {
        run.source.split("a");
        run.start();
        run.settle();
        assertThat(run.state().phase()).isEqualTo(Phase.RUNNING);
    }

    private static List<String> values(TapRows shown) {
        return shown.rows().stream().map(row -> row.values().toString()).toList();
    }
}
