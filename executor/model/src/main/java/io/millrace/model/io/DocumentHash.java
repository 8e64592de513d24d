package io.millrace.model.io;

import io.millrace.model.document.ErrorPolicy;
import io.millrace.model.document.Layout;
import io.millrace.model.document.Node;
import io.millrace.model.document.Parameter;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The two identities of what a document says: SHA-256 of canonical JSON, as 64 hex digits. */
public final class DocumentHash {

    private DocumentHash() {}

    /** Equal for documents that say the same to people and machines: everything but the id counts. */
    public static String content(PipelineDocument document) {
        return hash(DocumentWriter.json(document).without("id"));
    }

    /**
     * Equal for documents that run the same: neither id, names, descriptions and layout count, nor the order of nodes,
     * edges and parameters. Names inside a config do count, for there they are columns.
     */
    public static String plan(PipelineDocument document) {
        PipelineDocument bare = document.withName("")
                .withDescription("")
                .withLayout(Layout.EMPTY)
                .withParameters(sorted(document.parameters(), Comparator.comparing(Parameter::name)))
                .withNodes(sorted(
                        document.nodes().stream().map(DocumentHash::bare).toList(), Comparator.comparing(Node::id)))
                .withEdges(sorted(document.edges(), Comparator.comparing(Object::toString)));
        return hash(DocumentWriter.json(bare).without("id"));
    }

    /** The default policy means the same written or not. */
    private static Node bare(Node node) {
        Node unnamed = node.withName("");
        return node.errorPolicy().equals(ErrorPolicy.FAIL) ? unnamed.withErrors(Optional.empty()) : unnamed;
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        return list.stream().sorted(order).toList();
    }

    private static String hash(JsonObject json) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(json.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
