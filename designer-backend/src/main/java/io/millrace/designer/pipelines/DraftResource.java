package io.millrace.designer.pipelines;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.EntityTags;
import io.millrace.designer.web.Refused;
import io.millrace.designer.web.Require;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is being drawn. */
@Path("/api/v1/workspaces/{workspace}/pipelines/{pipeline}")
@Tag(name = "drafts")
class DraftResource {

    /** A draft. */
    record Draft(long version, Json document) {}

    /**
     * A batch of edits.
     *
     * @param base the version of the draft that they were made on
     * @param clientEditId how the client calls the batch; sent again, it is answered again and not applied again
     * @param edits as the edit commands of the pipeline format say
     */
    record Edits(
            @Schema(required = true) @Nullable Long base,
            @Schema(required = true) @Nullable String clientEditId,
            @Schema(required = true) @Nullable List<Json> edits) {}

    private final Drafting drafting;
    private final Checks checks;
    private final Caller caller;

    DraftResource(Drafting drafting, Checks checks, Caller caller) {
        this.drafting = drafting;
        this.checks = checks;
        this.caller = caller;
    }

    @GET
    @Path("/draft")
    @Operation(operationId = "getDraft", summary = "The draft and its version, which is its ETag, too")
    @APIResponse(
            responseCode = "200",
            description = "The draft",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Draft.class)))
    public Response getDraft(@PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        StoredDraft draft = drafting.read(member, PipelinePaths.id(pipeline));
        return Response.ok(new Draft(draft.version(), DocumentWriter.json(draft.document())))
                .header(HttpHeaders.ETAG, EntityTags.of(draft.version()))
                .build();
    }

    @GET
    @Path("/draft.yaml")
    @Produces("application/yaml")
    @Operation(operationId = "downloadDraft", summary = "The draft as a YAML document")
    public Response downloadDraft(@PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        StoredDraft draft = drafting.read(member, PipelinePaths.id(pipeline));
        return Response.ok(DocumentWriter.yamlText(draft.document()))
                .header(HttpHeaders.ETAG, EntityTags.of(draft.version()))
                .header("Content-Disposition", "attachment; filename=\"" + pipeline + ".yaml\"")
                .build();
    }

    @POST
    @Path("/draft/edits")
    @Operation(
            operationId = "editDraft",
            summary = "Applies edits to the draft, all or none, and tells what others did since base")
    @APIResponse(
            responseCode = "200",
            description = "What became of them",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EditAnswer.class)))
    @APIResponse(responseCode = "409", description = "The base is too old or unknown: read the draft anew")
    @APIResponse(responseCode = "422", description = "Not edits that can be read")
    public EditAnswer editDraft(
            @PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline, Edits body) {
        Member member = caller.require(workspace, Action.DRAW, "the pipeline " + pipeline);
        Edits edits = Require.present(body, "base, clientEditId and edits");
        List<Json> batch = Require.present(edits.edits(), "edits");
        if (batch.isEmpty() || batch.size() > PipelineLimits.EDITS) {
            throw Refused.badRequest(
                    "edit.count",
                    "A batch holds 1 to %,d edits, not %,d".formatted(PipelineLimits.EDITS, batch.size()));
        }
        return drafting.edit(
                member,
                PipelinePaths.id(pipeline),
                Require.present(edits.base(), "base"),
                Require.text(edits.clientEditId(), "clientEditId", PipelineLimits.CLIENT_EDIT_ID),
                batch);
    }

    @GET
    @Path("/draft/check")
    @Operation(
            operationId = "checkDraft",
            summary = "Everything that is wrong with the draft, and what rows look like at each port")
    public CheckResult checkDraft(@PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        return checks.check(member.workspace(), PipelinePaths.id(pipeline));
    }
}
