package io.millrace.designer.deployments.metrics;

import io.millrace.coordinator.Clock;
import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Refused;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How deployments went. */
@Path("/api/v1/workspaces/{workspace}/deployments/{deployment:[^/:]+}/metrics")
@Tag(name = "deployments")
class MetricResource {

    private static final Duration BY_DEFAULT = Duration.ofMinutes(10);

    /** Of one node; nobody's screen has more. */
    private static final int MOST_POINTS = 5_000;

    private final MetricStore store;
    private final DeploymentRows rows;
    private final Clock clock;
    private final Caller caller;

    MetricResource(MetricStore store, DeploymentRows rows, Clock clock, Caller caller) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getMetrics",
            summary = "Figures of a deployment's nodes over time",
            description = "Each second is kept for an hour, each ten seconds for a day, each minute for fourteen days."
                    + " Left out, to is now, from ten minutes before it, and step the finest there is.")
    public MetricSeries getMetrics(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("step") Optional<Integer> step) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        if (rows.find(member.workspace(), deployment).isEmpty()) {
            throw Refused.notFound("deployment.unknown", "There is no deployment " + deployment);
        }
        Instant now = Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
        Instant end = to.map(text -> time("to", text)).orElse(now);
        Instant start = from.map(text -> time("from", text)).orElse(end.minus(BY_DEFAULT));
        Step wanted = step.map(MetricResource::step).orElse(Step.reaching(Duration.between(start, now)));
        if (Duration.between(start, end).toSeconds() / wanted.seconds() > MOST_POINTS) {
            throw Refused.badRequest(
                    "metrics.too-many",
                    "From %s to %s there are more than %,d steps of %d s. Ask for a coarser step or a shorter time"
                            .formatted(start, end, MOST_POINTS, wanted.seconds()));
        }
        return store.read(member.workspace(), deployment, wanted, start, end);
    }

    private static Step step(int seconds) {
        return Step.of(seconds)
                .orElseThrow(() ->
                        Refused.badRequest("metrics.step", "step is 1, 10 or 60 seconds, not %d".formatted(seconds)));
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refused.badRequest(
                    "metrics.time", "%s is a time such as 2026-03-01T12:00:00Z, not %s".formatted(name, text));
        }
    }
}
