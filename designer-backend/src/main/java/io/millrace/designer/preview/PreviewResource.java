package io.millrace.designer.preview;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.pipelines.Drafting;
import io.millrace.designer.pipelines.PipelinePaths;
import io.millrace.designer.pipelines.StoredDraft;
import io.millrace.designer.session.Caller;
import io.millrace.model.io.DocumentWriter;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.Previews;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Drafts, run as they are. */
@Path("/api/v1/workspaces/{workspace}/pipelines/{pipeline}/draft:preview")
@Tag(name = "drafts")
class PreviewResource {

    private final Drafting drafting;
    private final Previews previews;
    private final Caller caller;

    PreviewResource(Drafting drafting, Previews previews, Caller caller) {
        this.drafting = drafting;
        this.previews = previews;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "previewDraft",
            summary =
                    "Runs the draft over the first rows of its sources, writes nothing, and shows what passes each port")
    @APIResponse(
            responseCode = "200",
            description = "What passed each port",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PreviewView.class)))
    @APIResponse(responseCode = "409", description = "A newer preview of the draft has taken its place")
    @APIResponse(responseCode = "503", description = "There is no answer now")
    public PreviewView previewDraft(@PathParam("workspace") String workspace, @PathParam("pipeline") String pipeline) {
        Member member = caller.require(workspace, Action.PREVIEW, "the pipeline " + pipeline);
        StoredDraft draft = drafting.read(member, PipelinePaths.id(pipeline));
        PreviewRequest request = new PreviewRequest(
                workspace + "/" + pipeline,
                DocumentWriter.json(draft.document()).toString(),
                PreviewLimits.DEFAULT);
        return PreviewView.of(draft.version(), preview(request));
    }

    private PreviewResult preview(PreviewRequest request) {
        try {
            return previews.preview(request);
        } catch (PreviewFailed e) {
            throw PreviewRefusal.of(e);
        }
    }
}
