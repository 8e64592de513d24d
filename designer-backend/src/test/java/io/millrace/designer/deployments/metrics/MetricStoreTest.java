package io.millrace.designer.deployments.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.TestWorkspace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class MetricStoreTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Inject
    MetricStore store;

    @Inject
    Leases leases;

    private final TestWorkspace workspace = new TestWorkspace();
    private final WorkspaceId id = workspace.id();

    private void deployment(String name) {
        workspace.revision("flights", "{}");
        workspace.execute("""
                INSERT INTO deployment (workspace_id, id, pipeline_id, revision, environment, parallelism, parameters,
                    start_from, plan, created_at, created_by, desired, phase, ended_at)
                VALUES (?, ?, 'flights', 1, 'default', 1, '{}', 'beginning', '', now(), ?, 'run', 'finished', now())""", id.value(), name, workspace.person().value());
    }

    private List<MetricPoint> seconds(String deployment, int nodes, int count) {
        List<MetricPoint> points = new ArrayList<>();
        for (int second = 1; second <= count; second++) {
            for (int node = 0; node < nodes; node++) {
                points.add(new MetricPoint(
                        id,
                        deployment,
                        "node-" + node,
                        START.plusSeconds(second),
                        second,
                        2,
                        0,
                        0,
                        100,
                        0.5,
                        0.25,
                        Optional.of(START)));
            }
        }
        return points;
    }

    @Test
    void secondsAreRolledUpOnceAndPrunedWhenTheyAreOld() {
        deployment("d-1");
        store.write(id, seconds("d-1", 1, 120));
        store.write(id, seconds("d-1", 1, 120));
        Instant end = START.plusSeconds(120);
        store.rollUp(id, START, end);
        store.rollUp(id, START, end);

        assertThat(read(Step.SECOND, end)).hasSize(120);
        assertThat(read(Step.TEN_SECONDS, end)).hasSize(12).first().satisfies(point -> {
            assertThat(point.at()).isEqualTo(START.plusSeconds(10));
            assertThat(point.rowsIn()).isEqualTo(55);
            assertThat(point.rowsOut()).isEqualTo(20);
            assertThat(point.busy()).isEqualTo(0.5);
            assertThat(point.idle()).isEqualTo(0.25);
            assertThat(point.watermarkLag()).hasValue(10.0);
        });
        assertThat(read(Step.MINUTE, end))
                .extracting(MetricSeries.Point::rowsIn)
                .containsExactly(60L * 61 / 2, 120L * 121 / 2 - 60L * 61 / 2);

        store.prune(id, START.plusSeconds(60).plus(Duration.ofHours(1)));
        assertThat(read(Step.SECOND, end)).hasSize(60);
        assertThat(read(Step.TEN_SECONDS, end)).hasSize(12);
        store.prune(id, end.plus(Duration.ofDays(14)));
        assertThat(read(Step.MINUTE, end)).isEmpty();
    }

    @Test
    void pointsOfADeploymentThatWasDeletedAreLeftOut() {
        store.write(id, seconds("d-gone", 1, 1));
        assertThat(workspace.ask("SELECT count(*)::text FROM metric_point WHERE deployment_id = 'd-gone'"))
                .isEqualTo("0");
    }

    @Test
    void aLeaseIsHeldByOneUntilItRunsOut() {
        assertThat(leases.take(id, "loop", "a", Duration.ofMinutes(1))).isTrue();
        assertThat(leases.take(id, "loop", "b", Duration.ofMinutes(1))).isFalse();
        assertThat(leases.take(id, "loop", "a", Duration.ofMinutes(1))).isTrue();
        workspace.execute("UPDATE lease SET expires_at = now() WHERE workspace_id = ?", id.value());
        assertThat(leases.take(id, "loop", "b", Duration.ofMinutes(1))).isTrue();
    }

    /** Prints what figures cost; the README says what it printed. Run with -Dmetrics.cost. */
    @Test
    @org.junit.jupiter.api.condition.EnabledIfSystemProperty(named = "metrics.cost", matches = ".*")
    void whatAnHourOfTenDeploymentsOfTenNodesCosts() {
        long before = Long.parseLong(workspace.ask("SELECT pg_total_relation_size('metric_point')::text"));
        long began = System.nanoTime();
        for (int deployment = 0; deployment < 10; deployment++) {
            deployment("d-cost-" + deployment);
            List<MetricPoint> hour = seconds("d-cost-" + deployment, 10, 3_600);
            for (int from = 0; from < hour.size(); from += 500) {
                store.write(id, hour.subList(from, from + 500));
            }
        }
        long written = System.nanoTime();
        store.rollUp(id, START, START.plus(Duration.ofHours(1)));
        long rolledUp = System.nanoTime();
        System.out.printf(
                "rows %s, bytes %d, written in %d ms, rolled up in %d ms%n",
                workspace.ask("SELECT count(*)::text FROM metric_point WHERE deployment_id LIKE 'd-cost-%'"),
                Long.parseLong(workspace.ask("SELECT pg_total_relation_size('metric_point')::text")) - before,
                (written - began) / 1_000_000,
                (rolledUp - written) / 1_000_000);
    }

    private List<MetricSeries.Point> read(Step step, Instant end) {
        List<MetricSeries.NodeSeries> nodes =
                store.read(id, "d-1", step, START, end).nodes();
        return nodes.isEmpty() ? List.of() : nodes.getFirst().points();
    }
}
