package io.millrace.designer.catalogue;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.model.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What can be drawn, and what expressions may call. */
@Path("/api/v1/workspaces/{workspace}")
@Tag(name = "catalogue")
class CatalogueResource {

    private static final List<FunctionView> FUNCTIONS = FunctionView.all();

    private final Catalogues catalogues;
    private final Caller caller;

    CatalogueResource(Catalogues catalogues, Caller caller) {
        this.catalogues = catalogues;
        this.caller = caller;
    }

    @GET
    @Path("/catalogue")
    @Operation(
            operationId = "getCatalogue",
            summary = "The node types that can be drawn, with the forms of their config")
    public Json getCatalogue(@PathParam("workspace") String workspace) {
        Member member = caller.require(workspace, Action.LOOK, "the catalogue");
        return Catalogues.json(catalogues.of(member.workspace()));
    }

    @GET
    @Path("/functions")
    @Operation(operationId = "listFunctions", summary = "The functions that expressions may call")
    public List<FunctionView> listFunctions(@PathParam("workspace") String workspace) {
        caller.require(workspace, Action.LOOK, "functions");
        return FUNCTIONS;
    }
}
