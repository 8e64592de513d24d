package io.millrace.model.schema;

import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.Node;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.ObjectShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema of documents over a certain catalogue: the form of the document, and for each node type the form of its
 * config, chosen by the node's {@code type} and {@code typeVersion}.
 *
 * <p>It accepts what {@link io.millrace.model.io.DocumentReader} and {@link io.millrace.model.catalogue.ConfigCheck} accept,
 * but for null, which they take for an absent key and the schema does not offer. It cannot say all they refuse: that ids
 * stand once, that a duration is in bounds, that a SQL type exists.
 */
public final class PipelineJsonSchema {

    private static final String ID = "https://millrace.io/v1/pipeline.schema.json";

    private PipelineJsonSchema() {}

    /** The schema of documents over these node types. */
    public static JsonObject of(Catalogue catalogue) {
        SchemaWriter writer = new SchemaWriter();
        JsonObject root = writer.object(DocumentWriter.shape());
        Map<String, Json> definitions = new TreeMap<>();
        for (NodeTypeDescriptor descriptor : catalogue.nodeTypes()) {
            JsonObject config = writer.object(descriptor.configSchema().shape());
            definitions.put(name(descriptor), config.with("description", Json.of(descriptor.summary())));
        }
        definitions.putAll(writer.definitions());
        String node = SchemaWriter.nameOf(Node.class);
        definitions.computeIfPresent(node, (_, plain) -> withConfigs((JsonObject) plain, catalogue));
        return root.with("$schema", Json.of("https://json-schema.org/draft/2020-12/schema"))
                .with("$id", Json.of(ID))
                .with("title", Json.of("Millrace pipeline"))
                .with("$defs", new JsonObject(definitions));
    }

    /** The schema as a file holds it. */
    public static String text(Catalogue catalogue) {
        return CanonicalJson.pretty(of(catalogue));
    }

    private static JsonObject withConfigs(JsonObject node, Catalogue catalogue) {
        if (catalogue.nodeTypes().isEmpty()) {
            return node;
        }
        JsonObject properties = (JsonObject) node.get("properties").orElseThrow();
        JsonObject type = (JsonObject) properties.get("type").orElseThrow();
        List<Json> names = catalogue.typeNames().stream().<Json>map(Json::of).toList();
        return node.with(
                        "properties",
                        properties.with("type", type.without("pattern").with("enum", new JsonArray(names))))
                .with(
                        "allOf",
                        new JsonArray(catalogue.nodeTypes().stream()
                                .<Json>map(PipelineJsonSchema::configOf)
                                .toList()));
    }

    /** If a node is of this type and version, then its config has this form; version 1 need not be written. */
    private static JsonObject configOf(NodeTypeDescriptor descriptor) {
        JsonObject constants = JsonObject.of(
                "type",
                constant(Json.of(descriptor.type().value())),
                "typeVersion",
                constant(Json.of(descriptor.version())));
        JsonArray named = descriptor.version() == 1
                ? JsonArray.of(Json.of("type"))
                : JsonArray.of(Json.of("type"), Json.of("typeVersion"));
        JsonObject then =
                JsonObject.of("properties", JsonObject.of("config", SchemaWriter.reference(name(descriptor))));
        boolean needsConfig =
                descriptor.configSchema().shape().members().stream().anyMatch(ObjectShape.Member::isRequired);
        return JsonObject.of(
                "if",
                JsonObject.of("properties", constants, "required", named),
                "then",
                needsConfig ? then.with("required", JsonArray.of(Json.of("config"))) : then);
    }

    private static JsonObject constant(Json value) {
        return JsonObject.of("const", value);
    }

    private static String name(NodeTypeDescriptor descriptor) {
        return descriptor.type() + "-config" + (descriptor.version() == 1 ? "" : "-" + descriptor.version());
    }
}
