package io.millrace.designer.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.deployments.view.DeploymentStatus;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.EdgeFigures;
import io.millrace.designer.deployments.view.NodeFigures;
import io.millrace.designer.deployments.view.PortRef;
import io.millrace.designer.deployments.view.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToldLinesTest {

    private final ToldLines told = new ToldLines();

    @Test
    void aRateThatStaysIsToldOnceAndAnotherOneAgain() {
        assertThat(told.news(view(100, Optional.empty()), true)).isPresent();
        assertThat(told.news(view(100, Optional.empty()), false)).isEmpty();
        assertThat(told.news(view(120, Optional.empty()), false)).isPresent();
        assertThat(told.news(view(0, Optional.empty()), false)).isPresent();
        assertThat(told.news(view(0, Optional.empty()), false)).isEmpty();
        assertThat(told.news(view(0, Optional.empty()), true)).isPresent();
    }

    @Test
    void aLineHasTheFiguresOfSourcesOnly() {
        DeploymentView line = told.news(view(100, Optional.empty()), true).orElseThrow();
        assertThat(line.nodes()).extracting(NodeFigures::node).containsExactly("flights");
        assertThat(line.edges()).isEmpty();
        assertThat(line.status()).isEqualTo(DeploymentStatus.RUNNING);
    }

    @Test
    void whatHasEndedIsToldOnceMore() {
        told.news(view(100, Optional.empty()), true);
        assertThat(told.news(view(0, Optional.of(Instant.EPOCH)), true)).isPresent();
    }

    private static DeploymentView view(double rate, Optional<Instant> endedAt) {
        return new DeploymentView(
                "d-1",
                new DeploymentView.PipelineRef("late-flights", "Late flights"),
                1,
                "default",
                1,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Wish.RUNNING,
                DeploymentStatus.RUNNING,
                Instant.EPOCH,
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                List.of("executor"),
                Instant.EPOCH,
                "ada",
                endedAt,
                Optional.empty(),
                Optional.empty(),
                List.of(node("flights", rate), node("late", rate / 2)),
                List.of(new EdgeFigures(new PortRef("flights", "out"), new PortRef("late", "in"), 7, rate, 0)));
    }

    private static NodeFigures node(String id, double rate) {
        return new NodeFigures(id, 0, 7, 0, 0, 0, 0, rate, 0, 0, 1, Optional.empty(), 0, 0, List.of());
    }
}
