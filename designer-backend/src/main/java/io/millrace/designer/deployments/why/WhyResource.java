package io.millrace.designer.deployments.why;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Why there is no output. */
@Path("/api/v1/workspaces/{workspace}/deployments/{deployment:[^/:]+}/nodes/{node}/why")
@Tag(name = "deployments")
class WhyResource {

    private final WhyQuestions questions;
    private final Caller caller;

    WhyResource(WhyQuestions questions, Caller caller) {
        this.questions = questions;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getWhy",
            summary = "Why a node of a deployment brings out what it does, or nothing",
            description =
                    "A chain of causes from the node to what holds it up: which input, task and split, since when and why. Asks"
                            + " the executors how their tasks stand now, which takes up to three seconds where one does not answer.")
    @APIResponse(responseCode = "200", description = "The chain")
    @APIResponse(responseCode = "404", description = "There is no such deployment or node")
    public WhyView getWhy(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @PathParam("node") String node) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        return questions.why(member.workspace(), deployment, node);
    }
}
