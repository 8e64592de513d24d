package io.millrace.designer.pipelines;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.EntityTags;
import io.millrace.designer.web.Refused;
import io.millrace.designer.web.Require;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
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
import org.jspecify.annotations.Nullable;

/** What was found good. */
@Path("/api/v1/workspaces/{workspace}/pipelines/{pipeline}/revisions")
@Tag(name = "revisions")
class RevisionResource {

    /**
     * A page, the newest first.
     *
     * @param nextPageToken asks for the next page; absent on the last
     */
    record RevisionPage(List<Revision> items, Optional<String> nextPageToken) {}

    /** What is said of a new revision. */
    record NewRevision(@Schema(required = true) @Nullable String message) {}

    private final Revisions revisions;
    private final Caller caller;

    RevisionResource(Revisions revisions, Caller caller) {
        this.revisions = revisions;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listRevisions", summary = "The revisions of a pipeline, the newest first")
    public RevisionPage listRevisions(
            @PathParam("workspace") String workspace,
            @PathParam("pipeline") String pipeline,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("limit") @DefaultValue("" + PipelineLimits.PAGE) int limit) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        Require.between(limit, "limit", 1, PipelineLimits.LONGEST_PAGE);
        int before = pageToken.map(RevisionResource::number).orElse(Integer.MAX_VALUE);
        List<Revision> found = revisions.page(member, PipelinePaths.id(pipeline), before, limit + 1);
        if (found.size() <= limit) {
            return new RevisionPage(found, Optional.empty());
        }
        List<Revision> items = found.subList(0, limit);
        return new RevisionPage(
                items, Optional.of(Integer.toString(items.getLast().number())));
    }

    private static int number(String pageToken) {
        if (!pageToken.matches("\\d{1,9}")) {
            throw Refused.badRequest(
                    "page.token",
                    "pageToken is not a token that a page of this list ended with; leave it out to begin anew");
        }
        return Integer.parseInt(pageToken);
    }

    @POST
    @Operation(
            operationId = "commitRevision",
            summary = "Makes a revision of the draft as it is at the version in If-Match")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Revision.class)))
    @APIResponse(responseCode = "412", description = "The draft has changed")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response commitRevision(
            @PathParam("workspace") String workspace,
            @PathParam("pipeline") String pipeline,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            NewRevision body) {
        Member member = caller.require(workspace, Action.COMMIT, "the pipeline " + pipeline);
        long version = EntityTags.require(ifMatch);
        String message = Require.text(Require.present(body, "message").message(), "message", PipelineLimits.MESSAGE);
        Revision revision = revisions.commit(member, PipelinePaths.id(pipeline), version, message.strip());
        return Response.created(URI.create("/api/v1/workspaces/%s/pipelines/%s/revisions/%d"
                        .formatted(workspace, pipeline, revision.number())))
                .entity(revision)
                .build();
    }

    @GET
    @Path("/{number}")
    @Operation(operationId = "getRevision", summary = "A revision with its document")
    public Revision getRevision(
            @PathParam("workspace") String workspace,
            @PathParam("pipeline") String pipeline,
            @PathParam("number") int number) {
        Member member = caller.require(workspace, Action.LOOK, "the pipeline " + pipeline);
        return revisions.require(member, PipelinePaths.id(pipeline), number);
    }
}
