package io.millrace.designer.session;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.web.Refused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makes login links for whoever owns the machine. */
@Path("/api/v1/login-links")
@Tag(name = "session")
class LoginLinkResource {

    /** The link, to be opened within ten minutes, once. */
    record LoginLink(String url) {}

    private static final String SCHEME = "Bearer ";

    private final Sessions sessions;
    private final AdminSecret admin;
    private final String user;

    LoginLinkResource(Sessions sessions, AdminSecret admin, DesignerSettings settings) {
        this.sessions = sessions;
        this.admin = admin;
        this.user = settings.user();
    }

    @POST
    @WithoutSession
    @Operation(
            operationId = "createLoginLink",
            summary = "Makes a one-time login link",
            description =
                    "For the launcher: from this machine, with the content of DATA/secrets/admin as bearer token.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = LoginLink.class)))
    public Response createLoginLink(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request) {
        if (!isLoopback(request.remoteAddress())) {
            throw Refused.forbidden("link.remote", "Login links are made on the machine itself: ./millrace link");
        }
        if (authorization == null
                || !authorization.startsWith(SCHEME)
                || !admin.is(authorization.substring(SCHEME.length()))) {
            throw Refused.noSession(
                    "This takes the content of DATA/secrets/admin as bearer token: ./millrace link has it");
        }
        String url = "http://127.0.0.1:%d/link#%s"
                .formatted(request.localAddress().port(), sessions.link(user).value());
        return Response.created(URI.create("/link")).entity(new LoginLink(url)).build();
    }

    private static boolean isLoopback(SocketAddress address) {
        try {
            return InetAddress.getByName(address.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
