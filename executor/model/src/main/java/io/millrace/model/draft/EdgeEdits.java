package io.millrace.model.draft;

import io.millrace.model.document.Edge;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import java.util.List;
import java.util.Optional;

/** Changes the list of edges. */
final class EdgeEdits {

    private EdgeEdits() {}

    static Applied apply(PipelineDocument document, Edit.EdgeEdit edit) {
        Listing<Edge> edges = new Listing<>("The edge", document.edges(), edge -> edge);
        return switch (edit) {
            case Edit.AddEdge(Edge edge, Optional<Integer> index) ->
                new Applied(document.withEdges(edges.added(edge, index)), List.of(new Edit.RemoveEdge(edge)));
            case Edit.RemoveEdge(Edge edge) ->
                new Applied(
                        document.withEdges(edges.removed(edge)),
                        List.of(new Edit.AddEdge(edge, Optional.of(edges.require(edge)))));
            case Edit.ReorderEdge(Edge edge, int index) ->
                new Applied(
                        document.withEdges(edges.moved(edge, index)),
                        List.of(new Edit.ReorderEdge(edge, edges.require(edge))));
        };
    }
}
