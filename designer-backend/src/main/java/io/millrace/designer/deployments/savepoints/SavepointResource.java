package io.millrace.designer.deployments.savepoints;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Require;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** State that is kept. */
@Path("/api/v1/workspaces/{workspace}")
@Tag(name = "savepoints")
class SavepointResource {

    private static final String ZIP = "application/zip";
    private static final String DISPOSITION = "Content-Disposition";
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PIPELINE = 63;

    /**
     * What is to be made.
     *
     * @param name left out, the pipeline's with the time
     * @param stop whether the deployment is to stop with it; left out, it runs on
     */
    record NewSavepoint(Optional<String> name, Optional<Boolean> stop) {}

    /** Savepoints, the newest first. */
    record SavepointList(List<SavepointView> items) {}

    private final Savepoints savepoints;
    private final Caller caller;

    SavepointResource(Savepoints savepoints, Caller caller) {
        this.savepoints = savepoints;
        this.caller = caller;
    }

    @POST
    @Path("/deployments/{deployment:[^/:]+}/savepoints")
    @Operation(
            operationId = "createSavepoint",
            summary =
                    "Has a savepoint made of a deployment, which runs on or stops with it; of one that has ended, of its last checkpoint")
    @APIResponse(
            responseCode = "202",
            description = "It is being made",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SavepointView.class)))
    @APIResponse(responseCode = "409", description = "The deployment is about to end, or cannot be gone on from")
    public Response createSavepoint(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Nullable NewSavepoint body) {
        boolean stop = body != null && body.stop().orElse(false);
        Member member =
                caller.require(workspace, stop ? Action.STOP : Action.SAVE_STATE, "the deployment " + deployment);
        SavepointView view = savepoints.create(
                member,
                deployment,
                body == null ? Optional.empty() : name(body.name()),
                stop,
                Optional.ofNullable(idempotencyKey).map(key -> Require.text(key, "Idempotency-Key", LONGEST_KEY)));
        return Response.accepted(view).location(at(workspace, view)).build();
    }

    @GET
    @Path("/savepoints")
    @Operation(operationId = "listSavepoints", summary = "Savepoints, the newest first")
    public SavepointList listSavepoints(
            @PathParam("workspace") String workspace,
            @QueryParam("pipeline") Optional<String> pipeline,
            @QueryParam("limit") @DefaultValue("" + PAGE) int limit) {
        Member member = caller.require(workspace, Action.LOOK, "savepoints");
        return new SavepointList(
                savepoints.newest(member.workspace(), pipeline, Require.between(limit, "limit", 1, LONGEST_PAGE)));
    }

    @POST
    @Path("/savepoints")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "uploadSavepoint",
            summary = "Takes a savepoint as a ZIP archive, looks at all of it, and lists it then")
    @RequestBody(content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "It is whole",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SavepointView.class)))
    @APIResponse(responseCode = "413", description = "It has more than is taken")
    @APIResponse(responseCode = "422", description = "It is no savepoint, or damaged, or of a later version")
    @APIResponse(responseCode = "503", description = "No executor is there that could look at it")
    public Response uploadSavepoint(
            @PathParam("workspace") String workspace,
            @QueryParam("pipeline") Optional<String> pipeline,
            @QueryParam("name") Optional<String> name,
            InputStream archive) {
        Member member = caller.require(workspace, Action.SAVE_STATE, "savepoints");
        SavepointView view = savepoints.upload(
                member, pipeline.map(id -> Require.text(id, "pipeline", LONGEST_PIPELINE)), name(name), archive);
        return Response.created(at(workspace, view)).entity(view).build();
    }

    @GET
    @Path("/savepoints/{savepoint:[^/:]+}")
    @Operation(operationId = "getSavepoint", summary = "How a savepoint is, and what it holds of each node")
    @APIResponse(responseCode = "200", description = "How it is")
    @APIResponse(responseCode = "404", description = "There is no such savepoint")
    public SavepointView getSavepoint(
            @PathParam("workspace") String workspace, @PathParam("savepoint") String savepoint) {
        Member member = caller.require(workspace, Action.LOOK, "the savepoint " + savepoint);
        return savepoints.require(member.workspace(), savepoint);
    }

    @DELETE
    @Path("/savepoints/{savepoint:[^/:]+}")
    @Operation(
            operationId = "deleteSavepoint",
            summary = "Removes a savepoint; one that is being made is given up, and its deployment runs on")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", description = "A deployment starts from it")
    public void deleteSavepoint(@PathParam("workspace") String workspace, @PathParam("savepoint") String savepoint) {
        Member member = caller.require(workspace, Action.SAVE_STATE, "the savepoint " + savepoint);
        savepoints.delete(member.workspace(), savepoint);
    }

    @GET
    @Path("/savepoints/{savepoint:[^/:]+}/content")
    @Produces(ZIP)
    @Operation(operationId = "downloadSavepoint", summary = "A savepoint as a ZIP archive to be saved")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "409", description = "It is not complete")
    @APIResponse(responseCode = "503", description = "No executor is there that could read it")
    public Response downloadSavepoint(
            @PathParam("workspace") String workspace, @PathParam("savepoint") String savepoint) {
        Member member = caller.require(workspace, Action.LOOK, "the savepoint " + savepoint);
        Savepoints.Download download = savepoints.download(member.workspace(), savepoint);
        StreamingOutput content = download::to;
        return Response.ok(content)
                .header(DISPOSITION, disposition(download.name()))
                .build();
    }

    /** Without this a HEAD would be a GET whose archive nobody reads. */
    @HEAD
    @Path("/savepoints/{savepoint:[^/:]+}/content")
    @Operation(hidden = true)
    public Response describeSavepointContent(
            @PathParam("workspace") String workspace, @PathParam("savepoint") String savepoint) {
        Member member = caller.require(workspace, Action.LOOK, "the savepoint " + savepoint);
        return Response.ok()
                .type(ZIP)
                .header(DISPOSITION, disposition(savepoints.complete(member.workspace(), savepoint)))
                .build();
    }

    private static String disposition(String name) {
        return "attachment; filename*=UTF-8''" + percentEncoded(name + ".savepoint.zip");
    }

    private static Optional<String> name(Optional<String> given) {
        return given.map(name -> Require.text(name, "name", LONGEST_NAME));
    }

    private static URI at(String workspace, SavepointView view) {
        return URI.create("/api/v1/workspaces/%s/savepoints/%s".formatted(workspace, view.id()));
    }

    /** As RFC 8187 has it, so that any name arrives as it is and none breaks the header. */
    private static String percentEncoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
