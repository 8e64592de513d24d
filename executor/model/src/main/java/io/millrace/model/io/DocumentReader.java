package io.millrace.model.io;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.shape.Place;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.Parsed;
import io.millrace.model.text.SourceMap;
import io.millrace.model.text.TextSource;
import io.millrace.model.text.TextSource.UnreadableText;
import io.millrace.model.text.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads documents. Whatever the text, the answer is a document or the list of everything that is wrong with it; there
 * are no exceptions to catch.
 *
 * <p><b>Load or import?</b> {@code load} is for a text that is the stored pipeline (a saved draft, a file that is run
 * from where it lies): it must say which pipeline it is, and is believed. {@code importAs} is for a text from elsewhere:
 * what it says about its id, if anything, is never looked at; the caller gives the id, else a file could overwrite the
 * pipeline it was once exported from. Node ids stay in both: they are unique in a document only.
 */
public final class DocumentReader {

    private DocumentReader() {}

    /** Reads a pipeline from its own UTF-8 JSON or YAML. */
    public static ReadDocument load(byte[] utf8) {
        return read(utf8, Optional.empty());
    }

    /** Reads a pipeline from its own JSON or YAML. */
    public static ReadDocument load(String text) {
        return read(TextSource.of(text), Optional.empty());
    }

    /** Reads a pipeline from its own JSON value; problems then have no line and column. */
    public static ReadDocument load(Json json) {
        return read(new Parsed(Optional.of(json), List.of(), SourceMap.unknown()), Optional.empty());
    }

    /** Reads a new pipeline from somebody's UTF-8 JSON or YAML. */
    public static ReadDocument importAs(PipelineId id, byte[] utf8) {
        return read(utf8, Optional.of(id));
    }

    /** Reads a new pipeline from somebody's JSON or YAML. */
    public static ReadDocument importAs(PipelineId id, String text) {
        return read(TextSource.of(text), Optional.of(id));
    }

    private static ReadDocument read(byte[] utf8, Optional<PipelineId> id) {
        try {
            return read(TextSource.ofUtf8(utf8), id);
        } catch (UnreadableText e) {
            return failed(List.of(e.problem()), SourceMap.unknown());
        }
    }

    private static ReadDocument read(TextSource source, Optional<PipelineId> id) {
        return read(parse(source), id);
    }

    /** A text in braces is JSON, or else YAML in flow style; JSON's complaint is the better one if it is neither. */
    private static Parsed parse(TextSource source) {
        if (!source.text().stripLeading().startsWith("{")) {
            return YamlText.parse(source);
        }
        Parsed json = JsonText.parse(source);
        if (json.value().isPresent()) {
            return json;
        }
        Parsed yaml = YamlText.parse(source);
        return yaml.value().isPresent() ? yaml : json;
    }

    private static ReadDocument read(Parsed parsed, Optional<PipelineId> id) {
        if (parsed.value().isEmpty()) {
            return failed(parsed.problems(), parsed.places());
        }
        Json json = parsed.value().get();
        if (!(json instanceof JsonObject object)) {
            return failed(
                    List.of(Problem.error(
                            ProblemCodes.VALUE_TYPE,
                            "A pipeline is an object with `apiVersion`, `kind` and so on, not " + json.sort())),
                    parsed.places());
        }
        Optional<Problem> version = foreignVersion(object);
        if (version.isPresent()) {
            Problem problem = version.get();
            List<Object> steps = List.of("apiVersion");
            return failed(
                    List.of(parsed.places().value(steps).map(problem::position).orElse(problem)), parsed.places());
        }
        JsonObject own =
                id.map(given -> object.with("id", Json.of(given.value()))).orElse(object);
        List<Problem> problems = new ArrayList<>(parsed.problems());
        DocumentFindings findings = new DocumentFindings(own, parsed.places(), problems);
        KnownKeys keys = new KnownKeys(findings);
        Optional<DocumentForm> form = DocumentForm.CODEC.read(own, Place.root(), keys);
        boolean isSound = problems.isEmpty();
        if (form.isEmpty()) {
            form = keys.in(own).flatMap(meant -> DocumentForm.CODEC.read(meant, Place.root(), findings));
        }
        form.ifPresent(read -> read.layout().cleared(read.nodeIds(), findings::warn));
        problems.sort(Comparator.comparing(problem -> problem.position().orElse(DocumentFindings.NOWHERE)));
        Optional<PipelineDocument> understood = form.map(DocumentForm::document);
        return new ReadDocument(isSound ? understood : Optional.empty(), understood, problems, own, parsed.places());
    }

    /** Of a version this code does not know nothing else can be said with confidence. */
    private static Optional<Problem> foreignVersion(JsonObject object) {
        return object.text("apiVersion")
                .filter(version -> !version.equals(PipelineDocument.API_VERSION))
                .map(version -> version.length() <= 60 ? version : version.substring(0, 60) + "…")
                .map(version -> Problem.error(
                                ProblemCodes.DOCUMENT_VERSION,
                                "The document is of version `%s`; this Millrace reads `%s`"
                                        .formatted(version, PipelineDocument.API_VERSION))
                        .at(FieldPath.of("apiVersion"))
                        .arg("version", version));
    }

    private static ReadDocument failed(List<Problem> problems, SourceMap places) {
        return new ReadDocument(Optional.empty(), Optional.empty(), problems, JsonNull.NULL, places);
    }
}
