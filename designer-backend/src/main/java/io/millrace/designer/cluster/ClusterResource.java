package io.millrace.designer.cluster;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.protocol.rpc.security.JoinToken;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The executors of a workspace. */
@Path("/api/v1/workspaces/{workspace}/cluster")
@Tag(name = "cluster")
class ClusterResource {

    /**
     * What lets executors join. It is shown this once.
     *
     * @param id names it when it is to be revoked
     * @param command starts an executor that joins
     */
    record JoinTokenView(String id, String token, String command) {}

    record TokenList(List<TokenView> items) {}

    private final Cluster cluster;
    private final ControlPlane controlPlane;
    private final Caller caller;

    ClusterResource(Cluster cluster, ControlPlane controlPlane, Caller caller) {
        this.cluster = cluster;
        this.controlPlane = controlPlane;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "getCluster", summary = "Which executors there are, and how they are")
    public ClusterView getCluster(@PathParam("workspace") String workspace) {
        Member member = caller.require(workspace, Action.LOOK, "the cluster");
        return cluster.view(member.workspace());
    }

    @GET
    @Path("/join-tokens")
    @Operation(operationId = "listJoinTokens", summary = "The tokens that let executors join, the newest first")
    public TokenList listJoinTokens(@PathParam("workspace") String workspace) {
        Member member = caller.require(workspace, Action.ADD_EXECUTORS, "the workspace " + workspace);
        return new TokenList(controlPlane.tokens(member.workspace()));
    }

    @DELETE
    @Path("/join-tokens/{token}")
    @Operation(
            operationId = "revokeJoinToken",
            summary =
                    "Lets nobody join by a token any more; executors that have joined stay until their connection ends")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revokeJoinToken(@PathParam("workspace") String workspace, @PathParam("token") String token) {
        Member member = caller.require(workspace, Action.ADD_EXECUTORS, "the workspace " + workspace);
        controlPlane.revoke(member.workspace(), token);
    }

    @POST
    @Path("/join-tokens")
    @Operation(operationId = "createJoinToken", summary = "Makes a token that lets executors join")
    @APIResponse(
            responseCode = "201",
            description = "Made; the token is shown this once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JoinTokenView.class)))
    public Response createJoinToken(@PathParam("workspace") String workspace) {
        Member member = caller.require(workspace, Action.ADD_EXECUTORS, "the workspace " + workspace);
        JoinToken token = controlPlane.issue(member.workspace(), member.user().id());
        return Response.status(Response.Status.CREATED)
                .entity(new JoinTokenView(
                        token.id(),
                        token.text(),
                        "./millrace executor --control-plane %s --token %s"
                                .formatted(controlPlane.address(), token.text())))
                .build();
    }
}
