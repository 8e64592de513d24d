package io.millrace.model.problem;

import io.millrace.model.annotation.Field;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.edit.Edit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that is wrong with a pipeline.
 *
 * <p>Built from {@link #error}, {@link #warning} or {@link #info} and what is known about the place:
 *
 * <pre>{@code
 * Problem.error(COLUMN_UNKNOWN, "There is no column `dely`; did you mean `delay`?")
 *         .at(node, FieldPath.parse("config.condition"))
 *         .range(0, 4)
 *         .arg("column", "dely")
 *         .fix("Use `delay`", new SetConfig(node, FieldPath.of("condition"), Json.of("delay > 15")));
 * }</pre>
 *
 * @param code what sort of problem
 * @param nodeId the node it is in; absent when it is about the document
 * @param fieldPath from the node ({@code config.condition}) or, without one, from the document
 *     ({@code edges[3].to.port}); see {@link FieldPath}
 * @param range the part of the text in that field
 * @param position the place in the text the document was read from, when it was and the place is known
 * @param args the values in the message by name, for a translated one
 * @param message in English: the thing, the value, the remedy; Markdown code marks around what the user wrote
 * @param fixes ways out, the best first
 */
public record Problem(
        ProblemCode code,
        Severity severity,
        Optional<NodeId> nodeId,
        Optional<FieldPath> fieldPath,
        Optional<TextRange> range,
        Optional<TextPosition> position,
        @Field(defaultValue = "{}") Map<String, String> args,
        String message,
        @Field(defaultValue = "[]") List<Fix> fixes) {

    public Problem {
        args = Collections.unmodifiableMap(new TreeMap<>(args));
        fixes = List.copyOf(fixes);
    }

    /** A problem that keeps the pipeline from being deployed. */
    public static Problem error(ProblemCode code, String message) {
        return of(code, Severity.ERROR, message);
    }

    /** A problem that is probably a mistake. */
    public static Problem warning(ProblemCode code, String message) {
        return of(code, Severity.WARNING, message);
    }

    /** Something worth knowing. */
    public static Problem info(ProblemCode code, String message) {
        return of(code, Severity.INFO, message);
    }

    private static Problem of(ProblemCode code, Severity severity, String message) {
        return new Problem(
                code,
                severity,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                message,
                List.of());
    }

    /** The problem, said of this node as a whole. */
    public Problem at(NodeId node) {
        return new Problem(code, severity, Optional.of(node), fieldPath, range, position, args, message, fixes);
    }

    /** The problem, said of this field of this node. */
    public Problem at(NodeId node, FieldPath path) {
        return at(node).at(path);
    }

    /** The problem, said of this field; of the document, unless a node is named. */
    public Problem at(FieldPath path) {
        return new Problem(code, severity, nodeId, Optional.of(path), range, position, args, message, fixes);
    }

    /** The problem, said of a part of the field's text. */
    public Problem range(int start, int end) {
        Optional<TextRange> part = Optional.of(new TextRange(start, end));
        return new Problem(code, severity, nodeId, fieldPath, part, position, args, message, fixes);
    }

    /** The problem, with its place in the text that was read. */
    public Problem position(TextPosition place) {
        return new Problem(code, severity, nodeId, fieldPath, range, Optional.of(place), args, message, fixes);
    }

    /** The problem, with a value of its message. */
    public Problem arg(String name, String value) {
        Map<String, String> more = new TreeMap<>(args);
        more.put(name, value);
        return new Problem(code, severity, nodeId, fieldPath, range, position, more, message, fixes);
    }

    /** The problem, with one more way out. */
    public Problem fix(Fix fix) {
        List<Fix> more = new ArrayList<>(fixes);
        more.add(fix);
        return new Problem(code, severity, nodeId, fieldPath, range, position, args, message, more);
    }

    /** The problem, with one more way out. */
    public Problem fix(String label, Edit... edits) {
        return fix(new Fix(label, List.of(edits)));
    }

    /** Whether it keeps the pipeline from being deployed. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code error column.unknown at late config.condition 0-4: There is …}, for logs and failing tests. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(severity.name().toLowerCase(Locale.ROOT)).append(' ').append(code);
        if (nodeId.isPresent() || fieldPath.isPresent()) {
            out.append(" at");
        }
        nodeId.ifPresent(node -> out.append(' ').append(node));
        fieldPath.ifPresent(path -> out.append(' ').append(path));
        range.ifPresent(part -> out.append(' ').append(part.start()).append('-').append(part.end()));
        position.ifPresent(place -> out.append(" (").append(place).append(')'));
        return out.append(": ").append(message).toString();
    }
}
