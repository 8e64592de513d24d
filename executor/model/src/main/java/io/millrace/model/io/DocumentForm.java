package io.millrace.model.io;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.Parameter;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.document.Settings;
import io.millrace.model.shape.Codec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A document as it is written: with what it says it is, and with what may be left out. Lists have limits far above what a
 * person could draw, since checks, differences and screens do work for each element.
 */
record DocumentForm(
        @Field(help = "The version of the format.") ApiVersion apiVersion,
        @Field(help = "What the document describes.") Kind kind,

        @Field(help = "Which pipeline this is. Ignored by an import, which gives a new one.")
        PipelineId id,

        @Field(help = "What people call the pipeline.") String name,

        @Field(help = "What the pipeline is for, Markdown.", defaultValue = "", multiline = true)
        String description,

        @Field(help = "What holds for the whole pipeline.", defaultValue = "{}")
        Settings settings,

        @Field(
                help = "Typed values that a deployment may set; `${name}` in an expression.",
                defaultValue = "[]",
                max = "1000")
        List<Parameter> parameters,

        @Field(help = "The steps of the pipeline.", defaultValue = "[]", max = "5000")
        List<Node> nodes,

        @Field(help = "Which rows go where.", defaultValue = "[]", distinct = true, max = "20000")
        List<Edge> edges,

        @Field(help = "How the pipeline is drawn; without meaning for what it does.", defaultValue = "{}")
        LayoutForm layout) {

    static final Codec<DocumentForm> CODEC = Codec.of(DocumentForm.class);

    enum ApiVersion {
        @Variant(PipelineDocument.API_VERSION)
        V1
    }

    enum Kind {
        @Variant(PipelineDocument.KIND)
        PIPELINE
    }

    static DocumentForm of(PipelineDocument document) {
        return new DocumentForm(
                ApiVersion.V1,
                Kind.PIPELINE,
                document.id(),
                document.name(),
                document.description(),
                document.settings(),
                document.parameters(),
                document.nodes(),
                document.edges(),
                LayoutForm.of(document.layout()));
    }

    /** The document, without what the layout says of nodes and groups that are not there. */
    PipelineDocument document() {
        return new PipelineDocument(
                id, name, description, settings, parameters, nodes, edges, layout.cleared(nodeIds(), (_, _) -> {}));
    }

    Set<NodeId> nodeIds() {
        return nodes.stream().map(Node::id).collect(Collectors.toSet());
    }
}
