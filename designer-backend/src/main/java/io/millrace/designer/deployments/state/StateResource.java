package io.millrace.designer.deployments.state;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Refused;
import io.millrace.protocol.job.StateQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Looking into state. */
@Path("/api/v1/workspaces/{workspace}/deployments/{deployment:[^/:]+}/state")
@Tag(name = "deployments")
class StateResource {

    private static final int LONGEST_VALUE = 1_000;

    private final StateQuestions questions;
    private final Caller caller;

    StateResource(StateQuestions questions, Caller caller) {
        this.questions = questions;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getState",
            summary = "What the last checkpoint of a deployment holds of one key, node by node",
            description =
                    "Without a node: which states are found by a key, and by which columns. With one, key is given once for"
                            + " each of its key columns, as SQL casts from text; states of other nodes are shown as well where they"
                            + " have the same key columns.")
    @APIResponse(responseCode = "200", description = "What it holds")
    @APIResponse(responseCode = "400", description = "The node has no such key")
    @APIResponse(responseCode = "404", description = "There is no checkpoint yet")
    @APIResponse(responseCode = "503", description = "No executor answers now")
    public StateView getState(
            @PathParam("workspace") String workspace,
            @PathParam("deployment") String deployment,
            @QueryParam("node") Optional<String> node,
            @QueryParam("key") List<String> key) {
        Member member = caller.require(workspace, Action.LOOK, "the deployment " + deployment);
        if (key.size() > StateQuery.MOST_VALUES || key.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
            throw Refused.badRequest(
                    "state.key",
                    "A key has at most %d values of up to %,d characters"
                            .formatted(StateQuery.MOST_VALUES, LONGEST_VALUE));
        }
        if (node.isEmpty() && !key.isEmpty()) {
            throw Refused.badRequest("state.node", "A key is the key of a node: name it with node");
        }
        return questions.look(member.workspace(), deployment, node.map(id -> new StateQuery.Key(id, key)));
    }
}
