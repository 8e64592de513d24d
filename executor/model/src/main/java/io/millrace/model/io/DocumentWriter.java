package io.millrace.model.io;

import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.ObjectShape;
import io.millrace.model.shape.Shapes;
import io.millrace.model.text.YamlWriter;

/** Writes documents. Equal documents have equal text. */
public final class DocumentWriter {

    private DocumentWriter() {}

    /** The document as a JSON value. */
    public static JsonObject json(PipelineDocument document) {
        return (JsonObject) DocumentForm.CODEC.write(DocumentForm.of(document));
    }

    /** The document as JSON over many lines. */
    public static String jsonText(PipelineDocument document) {
        return CanonicalJson.pretty(json(document));
    }

    /** The document as YAML. */
    public static String yamlText(PipelineDocument document) {
        return YamlWriter.write(json(document));
    }

    /** What the JSON of a document may hold, for schemas. */
    public static ObjectShape shape() {
        return Shapes.ofRecord(DocumentForm.class);
    }
}
