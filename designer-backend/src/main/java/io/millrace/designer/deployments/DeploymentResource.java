package io.millrace.designer.deployments;

import io.millrace.designer.deployments.view.AttemptView;
import io.millrace.designer.deployments.view.CheckpointDetail;
import io.millrace.designer.deployments.view.CheckpointView;
import io.millrace.designer.deployments.view.ComparisonView;
import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.deployments.view.EventView;
import io.millrace.designer.deployments.view.Wish;
import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Refused;
import io.millrace.designer.web.Require;
import io.millrace.model.json.Json;
import io.millrace.plan.PlanOptions;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Having revisions run. */
@Path("/api/v1/workspaces/{workspace}")
@Tag(name = "deployments")
class DeploymentResource {

    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_KEY = 100;

    /**
     * What is to run.
     *
     * @param parameters by name; those that are left out have their defaults
     * @param parallelism how many tasks a fragment runs as; left out, as many as there are workers
     * @param startFrom left out, it begins without state and reads all input
     * @param consent ids of nodes whose state may be lost by going on from {@code startFrom}
     */
    record NewDeployment(
            @Schema(required = true) @Nullable Integer revision,
            @Nullable Map<String, Json> parameters,
            Optional<Integer> parallelism,
            Optional<StartFrom> startFrom,
            @Nullable List<String> consent) {}

    /**
     * Where a deployment starts: one of these.
     *
     * @param deployment one that was suspended, cancelled or has failed, and at whose last checkpoint this one starts
     * @param savepoint one that is complete
     */
    record StartFrom(Optional<String> deployment, Optional<String> savepoint) {

        static Start of(Optional<String> deployment, Optional<String> savepoint, String what) {
            if (deployment.isPresent() == savepoint.isPresent()) {
                throw Refused.badRequest(
                        "request.incomplete",
                        "%s has to name a deployment or a savepoint, and one of them".formatted(what));
            }
            return deployment
                    .<Start>map(Start.Deployment::new)
                    .orElseGet(() -> new Start.Savepoint(savepoint.orElseThrow()));
        }
    }

    /**
     * What is wanted.
     *
     * @param desired {@code suspended}, {@code stopped} or {@code cancelled}
     */
    record DesiredStatus(@Schema(required = true) @Nullable Wish desired) {}

    /**
     * How many tasks are wanted.
     *
     * @param parallelism how many tasks a fragment is to run as
     */
    record WantedParallelism(
            @Schema(required = true) @Nullable Integer parallelism) {}

    /** Checkpoints, the latest first. */
    record CheckpointList(List<CheckpointView> items) {}

    /** Attempts, the first one first. */
    record AttemptList(List<AttemptView> items) {}

    /** Events, the first one first. */
    record EventList(List<EventView> items) {}

    private final Deployer deployer;
    private final Deployments deployments;
    private final Caller caller;

    DeploymentResource(Deployer deployer, Deployments deployments, Caller caller) {
        this.deployer = deployer;
        this.deployments = deployments;
        this.caller = caller;
    }

    @POST
    @Path("/pipelines/{pipeline}/deployments")
    @Operation(operationId = "deploy", summary = "Has a revision run")
    @APIResponse(
            responseCode = "201",
            description = "Deployed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeploymentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "A deployment of the pipeline is active, or what to start from cannot be gone on from")
    @APIResponse(
            responseCode = "422",
            description = "The revision cannot run, or state would be lost without consent; problems say why")
    public Response deploy(
            @PathParam("workspace") String workspace,
            @PathParam("pipeline") String pipeline,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            NewDeployment body) {
        Member member = caller.require(workspace, Action.DEPLOY, "the pipeline " + pipeline);
        NewDeployment wanted = Require.present(body, "revision");
        wanted.parallelism().ifPresent(tasks -> Require.between(tasks, "parallelism", 1, PlanOptions.MOST_PARALLELISM));
        Order order = new Order(
                pipeline,
                Require.present(wanted.revision(), "revision"),
                wanted.parameters() == null ? Map.of() : wanted.parameters(),
                wanted.parallelism(),
                wanted.startFrom().map(start -> StartFrom.of(start.deployment(), start.savepoint(), "startFrom")),
                wanted.consent() == null ? Set.of() : Set.copyOf(wanted.consent()));
        return created(workspace, deployer.deploy(member, order, key(idempotencyKey)));
    }

    @GET
    @Path("/pipelines/{pipeline}/compare")
    @Operation(
            operationId = "compare",
            summary = "What becomes of the state of a deployment, or in a savepoint, when a revision goes on from it")
    @APIResponse(responseCode = "200", description = "State by state, and which nodes need consent")
    @APIResponse(responseCode = "422", description = "The revision cannot run; problems say why")
    public ComparisonView compare(
            @PathParam("workspace") String workspace,
            @PathParam("pipeline") String pipeline,
            @QueryParam("deployment") Optional<String> deployment,
            @QueryParam("savepoint") Optional<String> savepoint,
            @QueryParam("revision") @Nullable Integer revision) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        return ComparisonView.of(deployer.compare(
                member,
                pipeline,
                Require.present(revision, "revision"),
                StartFrom.of(deployment, savepoint, "The query")));
    }

    @GET
    @Path("/deployments")
    @Operation(operationId = "listDeployments", summary = "Deployments, the newest first")
    public DeploymentPage listDeployments(
            @PathParam("workspace") String workspace,
            @QueryParam("pipeline") Optional<String> pipeline,
            @QueryParam("active") Optional<Boolean> active,
            @QueryParam("limit") @DefaultValue("" + PAGE) int limit) {
        Member member = caller.require(workspace, Action.LOOK, "deployments");
        return new DeploymentPage(deployments.newest(
                member.workspace(), pipeline, active, Require.between(limit, "limit", 1, LONGEST_PAGE)));
    }

    @GET
    @Path("/deployments/{deployment:[^/:]+}")
    @Operation(operationId = "getDeployment", summary = "How a deployment is, with figures of its nodes and edges")
    public DeploymentView getDeployment(
            @PathParam("workspace") String workspace, @PathParam("deployment") String deployment) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return deployments.require(member.workspace(), deployment);
    }

    @PUT
    @Path("/deployments/{deployment:[^/:]+}/desired")
    @Operation(operationId = "setDesired", summary = "Has a deployment stop, or end at once")
    @APIResponse(responseCode = "200", description = "It is wanted now; the status follows")
    public DeploymentView setDesired(
            @PathParam("workspace") String workspace, @PathParam("deployment") String deployment, DesiredStatus body) {
        Member member = caller.require(workspace, Action.STOP, "the deployment " + deployment);
        Wish wish = Require.present(Require.present(body, "desired").desired(), "desired");
        if (wish == Wish.RUNNING) {
            throw Refused.badRequest(
                    "deployment.desired",
                    "desired is suspended, stopped or cancelled. What has ended is run anew by :run-again");
        }
        return deployer.desire(member, deployment, wish);
    }

    @PUT
    @Path("/deployments/{deployment:[^/:]+}/parallelism")
    @Operation(
            operationId = "rescale",
            summary = "Has a deployment go on at another parallelism: it takes a checkpoint and starts again from it")
    @APIResponse(
            responseCode = "200",
            description = "It is wanted now; rescale says what it waits for, until an attempt begins with it")
    @APIResponse(responseCode = "409", description = "It ends, takes no checkpoints, or cannot run as several tasks")
    public DeploymentView rescale(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            WantedParallelism body) {
        Member member = caller.require(workspace, Action.DEPLOY, "the deployment " + deployment);
        int parallelism = Require.between(
                Require.present(Require.present(body, "parallelism").parallelism(), "parallelism"),
                "parallelism",
                1,
                PlanOptions.MOST_PARALLELISM);
        return deployer.rescale(member, deployment, parallelism);
    }

    @POST
    @Path("/deployments/{deployment:[^/:]+}:run-again")
    @Operation(operationId = "runAgain", summary = "Has the same revision run once more, with the same parameters")
    @APIResponse(
            responseCode = "201",
            description = "Deployed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeploymentView.class)))
    public Response runAgain(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Member member = caller.require(workspace, Action.DEPLOY, "the deployment " + deployment);
        return created(workspace, deployer.again(member, deployment, key(idempotencyKey)));
    }

    @GET
    @Path("/deployments/{deployment:[^/:]+}/events")
    @Operation(operationId = "listDeploymentEvents", summary = "What has happened to a deployment, in words")
    public EventList listDeploymentEvents(
            @PathParam("workspace") String workspace, @PathParam("deployment") String deployment) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return new EventList(deployments.events(member.workspace(), deployment));
    }

    @GET
    @Path("/deployments/{deployment:[^/:]+}/checkpoints")
    @Operation(
            operationId = "listCheckpoints",
            summary = "What became of the last checkpoints of a deployment, the latest first")
    public CheckpointList listCheckpoints(
            @PathParam("workspace") String workspace, @PathParam("deployment") String deployment) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return new CheckpointList(deployments.checkpoints(member.workspace(), deployment));
    }

    @GET
    @Path("/deployments/{deployment:[^/:]+}/checkpoints/{number}")
    @Operation(operationId = "getCheckpoint", summary = "What became of a checkpoint, and what it holds of each node")
    @APIResponse(responseCode = "200", description = "What became of it")
    @APIResponse(responseCode = "404", description = "Nothing is known of such a checkpoint")
    public CheckpointDetail getCheckpoint(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @PathParam("number") long number) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return deployments.checkpoint(member.workspace(), deployment, number);
    }

    @GET
    @Path("/deployments/{deployment:[^/:]+}/attempts")
    @Operation(
            operationId = "listAttempts",
            summary = "How often a deployment was started, from where, and what ended it, the first attempt first")
    public AttemptList listAttempts(
            @PathParam("workspace") String workspace, @PathParam("deployment") String deployment) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return new AttemptList(deployments.attempts(member.workspace(), deployment));
    }

    private static Optional<String> key(@Nullable String header) {
        return Optional.ofNullable(header).map(key -> Require.text(key, "Idempotency-Key", LONGEST_KEY));
    }

    private static Response created(String workspace, DeploymentView view) {
        return Response.created(URI.create("/api/v1/workspaces/%s/deployments/%s".formatted(workspace, view.id())))
                .entity(view)
                .build();
    }
}
