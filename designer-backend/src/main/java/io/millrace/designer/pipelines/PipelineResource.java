package io.millrace.designer.pipelines;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Require;
import io.millrace.model.document.PipelineId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The list of pipelines. */
@Path("/api/v1/workspaces/{workspace}/pipelines")
@Tag(name = "pipelines")
class PipelineResource {

    /**
     * A page.
     *
     * @param nextPageToken asks for the next page; absent on the last
     */
    record PipelinePage(List<PipelineSummary> items, Optional<String> nextPageToken) {

        /** The page of what was found, of which there is one more than fits where another page follows. */
        static PipelinePage of(List<PipelineSummary> found, int limit) {
            if (found.size() <= limit) {
                return new PipelinePage(found, Optional.empty());
            }
            List<PipelineSummary> items = found.subList(0, limit);
            PipelineSummary last = items.getLast();
            return new PipelinePage(items, Optional.of(new PageToken(last.name(), last.id()).text()));
        }
    }

    /**
     * What a new pipeline is made of.
     *
     * @param document YAML or JSON text to import; its id is never looked at
     */
    record NewPipeline(Optional<String> name, Optional<String> document) {}

    /** What was made. */
    record Created(String id) {}

    private final Pipelines pipelines;
    private final Caller caller;

    PipelineResource(Pipelines pipelines, Caller caller) {
        this.pipelines = pipelines;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listPipelines", summary = "The pipelines of a workspace, by name")
    public PipelinePage listPipelines(
            @PathParam("workspace") String workspace,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("limit") @DefaultValue("" + PipelineLimits.PAGE) int limit) {
        Member member = caller.require(workspace, Action.LOOK, "pipelines");
        Require.between(limit, "limit", 1, PipelineLimits.LONGEST_PAGE);
        return PipelinePage.of(pipelines.page(member, pageToken.map(PageToken::of), limit + 1), limit);
    }

    @POST
    @Operation(operationId = "createPipeline", summary = "Makes an empty pipeline, or imports a document")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Created.class)))
    public Response createPipeline(@PathParam("workspace") String workspace, NewPipeline wanted) {
        Member member = caller.require(workspace, Action.DRAW, "the list of pipelines");
        NewPipeline pipeline = Require.present(wanted, "a pipeline");
        PipelineId id = pipeline.document()
                .map(text -> pipelines.importText(member, pipeline.name(), text))
                .orElseGet(() -> pipelines.create(member, pipeline.name()));
        return Response.created(URI.create("/api/v1/workspaces/%s/pipelines/%s".formatted(workspace, id)))
                .entity(new Created(id.value()))
                .build();
    }

    @GET
    @Path("/{pipeline}")
    @Operation(operationId = "getPipeline", summary = "One pipeline as the list shows it")
    public PipelineSummary getPipeline(
            @PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        return pipelines.require(member, PipelinePaths.id(pipeline));
    }

    @DELETE
    @Path("/{pipeline}")
    @Operation(
            operationId = "deletePipeline",
            summary = "Deletes a pipeline with its draft, revisions and past deployments")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "A deployment of it is active")
    public void deletePipeline(@PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.DELETE, "the pipeline " + pipeline);
        pipelines.delete(member, PipelinePaths.id(pipeline));
    }
}
