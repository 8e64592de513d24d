package io.millrace.designer.session;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.web.Refused;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Makes one-time links for whoever may read the data directory: {@code ./millrace link} and {@code up}. */
@Path("/api/v1")
class LinkResource {

    /** What stands behind {@code #} in the link. */
    record NewLink(String secret) {}

    private static final String SCHEME = "Bearer ";

    private final Sessions sessions;
    private final DesignerSettings settings;

    LinkResource(Sessions sessions, DesignerSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    @POST
    @Path("/session:link")
    @WithoutSession
    @Operation(
            operationId = "makeLink",
            summary = "Makes a one-time link; shown with the secret in the file secrets/admin of the data directory")
    @APIResponse(
            responseCode = "201",
            description = "The secret of the link",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = NewLink.class)))
    public Response makeLink(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        if (authorization == null || !isAdmin(authorization)) {
            throw Refused.noSession(
                    "Links are made for who shows the secret in the file secrets/admin of the data directory. ./millrace link does");
        }
        String secret = sessions.link(settings.user()).value();
        return Response.status(Response.Status.CREATED)
                .entity(new NewLink(secret))
                .build();
    }

    /** Read each time, so that a new secret counts at once. */
    private boolean isAdmin(String authorization) {
        try {
            String expected =
                    Files.readString(settings.data().resolve("secrets/admin")).strip();
            return !expected.isEmpty()
                    && MessageDigest.isEqual(
                            authorization.getBytes(StandardCharsets.UTF_8),
                            (SCHEME + expected).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
    }
}
