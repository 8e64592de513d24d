package io.millrace.designer.session;

import io.millrace.designer.web.Refused;
import io.millrace.designer.web.Require;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Logging in, saying who is logged in, logging out. */
@Path("/api/v1")
@Tag(name = "session")
class SessionResource {

    /** The secret of a one-time link: what stands behind {@code #} in it. */
    record Redemption(@Schema(required = true) @Nullable String secret) {}

    /** A person. */
    record Person(String name) {}

    /** A workspace and what the person is in it. */
    record WorkspaceRole(String name, String role) {}

    /**
     * Who is logged in.
     *
     * @param workspaces the person's, by name
     * @param version of Millrace
     */
    record SessionView(Person user, List<WorkspaceRole> workspaces, String version) {}

    private static final int LONGEST_SECRET = 200;

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Caller caller;
    private final String version;

    SessionResource(
            Sessions sessions,
            SessionCookie cookie,
            Caller caller,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.caller = caller;
        this.version = version;
    }

    @POST
    @Path("/session:redeem")
    @Consumes(MediaType.APPLICATION_JSON)
    @WithoutSession
    @Operation(operationId = "redeemLink", summary = "Trades the secret of a one-time link for a session cookie")
    @APIResponse(responseCode = "204", description = "Logged in")
    public Response redeemLink(Redemption redemption) {
        String secret = Require.text(Require.present(redemption, "secret").secret(), "secret", LONGEST_SECRET);
        Secret session = sessions.redeem(new Secret(secret))
                .orElseThrow(() -> Refused.noSession(
                        "This link was used, has expired or never was one. ./millrace link prints a new one"));
        return Response.noContent().cookie(cookie.of(session)).build();
    }

    @GET
    @Path("/session")
    @Operation(operationId = "getSession", summary = "Who is logged in")
    public SessionView getSession() {
        return new SessionView(
                new Person(caller.user().name()),
                caller.memberships().stream()
                        .map(membership -> new WorkspaceRole(
                                membership.name(), membership.role().text()))
                        .toList(),
                version);
    }

    @DELETE
    @Path("/session")
    @Operation(operationId = "endSession", summary = "Logs out")
    @APIResponse(responseCode = "204", description = "Logged out")
    public Response endSession(@Context HttpHeaders headers) {
        cookie.read(headers.getCookies()).ifPresent(sessions::end);
        return Response.noContent().cookie(cookie.gone()).build();
    }
}
