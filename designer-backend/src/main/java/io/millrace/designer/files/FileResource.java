package io.millrace.designer.files;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.preview.PreviewRefusal;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Require;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.Previews;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files that pipelines read and write. */
@Path("/api/v1/workspaces/{workspace}/files")
@Tag(name = "files")
class FileResource {

    private static final String PEEKED_ROWS = "20";

    private final FilesRoots roots;
    private final FilesTopic topic;
    private final Previews previews;
    private final Caller caller;

    FileResource(FilesRoots roots, FilesTopic topic, Previews previews, Caller caller) {
        this.roots = roots;
        this.topic = topic;
        this.previews = previews;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listFiles", summary = "What lies in a folder; without a path, in the outermost")
    public FileList listFiles(
            @PathParam("workspace") String workspace, @QueryParam("path") @DefaultValue("") String path)
            throws IOException {
        caller.require(workspace, Action.LOOK, "the files");
        return roots.of(workspace).list(FilePath.folder(path));
    }

    @GET
    @Path("/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "downloadFile", summary = "A file to be saved")
    @APIResponse(
            responseCode = "200",
            description = "The file as it is",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response downloadFile(
            @PathParam("workspace") String workspace, @QueryParam("path") @DefaultValue("") String path)
            throws IOException {
        caller.require(workspace, Action.LOOK, "the file " + path);
        FilesRoot files = roots.of(workspace);
        StoredFile file = files.file(FilePath.of(path));
        return Response.ok(files.content(FilePath.of(path)).toFile())
                .header(HttpHeaders.ETAG, file.etag())
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + percentEncoded(file.name()))
                .build();
    }

    @PUT
    @Path("/content")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "uploadFile",
            summary = "Stores a file, whole or not at all; replaces one only if If-Match holds its ETag, or *")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "Stored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoredFile.class)))
    @APIResponse(responseCode = "409", description = "There is one already, and no If-Match")
    @APIResponse(responseCode = "412", description = "The one that If-Match means is not there any more")
    @APIResponse(responseCode = "413", description = "It is bigger than a file may be")
    @APIResponse(responseCode = "507", description = "The disk is full")
    public Response uploadFile(
            @PathParam("workspace") String workspace,
            @QueryParam("path") @DefaultValue("") String path,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String replaces,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
            InputStream content)
            throws IOException {
        Member member = caller.require(workspace, Action.CHANGE_FILES, "the file " + path);
        FilePath file = FilePath.of(path).requirePlain();
        StoredFile stored = roots.of(workspace)
                .store(
                        file,
                        content,
                        length == null ? OptionalLong.empty() : OptionalLong.of(length),
                        Optional.ofNullable(replaces));
        topic.tell(member.workspace(), file);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.ETAG, stored.etag())
                .entity(stored)
                .build();
    }

    @DELETE
    @Path("/content")
    @Operation(operationId = "deleteFile", summary = "Deletes a file, or a folder that is empty")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "The folder is not empty")
    public void deleteFile(@PathParam("workspace") String workspace, @QueryParam("path") @DefaultValue("") String path)
            throws IOException {
        Member member = caller.require(workspace, Action.CHANGE_FILES, "the file " + path);
        FilePath file = FilePath.of(path);
        roots.of(workspace).delete(file);
        topic.tell(member.workspace(), file);
    }

    @GET
    @Path("/peek")
    @Operation(operationId = "peekFile", summary = "What format a file is in, its columns, and its first rows")
    @APIResponse(
            responseCode = "200",
            description = "What a source of this file would give",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PeekView.class)))
    @APIResponse(responseCode = "422", description = "No source can read it")
    @APIResponse(responseCode = "503", description = "There is no answer now")
    public PeekView peekFile(
            @PathParam("workspace") String workspace,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("rows") @DefaultValue(PEEKED_ROWS) int rows)
            throws IOException {
        caller.require(workspace, Action.LOOK, "the file " + path);
        FilePath file = FilePath.of(path).requirePlain();
        roots.of(workspace).file(file);
        Require.between(rows, "rows", 0, DiscoverRequest.MOST_ROWS);
        return PeekView.of(file, discover(new DiscoverRequest(file.toString(), rows)));
    }

    private Discovery discover(DiscoverRequest request) {
        try {
            return previews.discover(request);
        } catch (PreviewFailed e) {
            throw PreviewRefusal.of(e);
        }
    }

    /** As RFC 8187 has it, so that any name arrives as it is and none breaks the header. */
    private static String percentEncoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
