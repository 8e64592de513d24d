package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.YamlValues.Built;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 text with the core schema: one document whose keys are text, without tags beyond the core ones.
 * Aliases stand for copies, within {@link TextLimits#MOST_UNFOLDED}; an anchor cannot hold itself.
 *
 * <p>Values are built from the parser's events and not from its node graph, because the library composes nodes by
 * recursion without a limit: a text of nothing but opening brackets would end in a stack overflow.
 */
public final class YamlText {

    private YamlText() {}

    /** Reads a text that is one YAML document. */
    public static Parsed parse(String text) {
        return parse(TextSource.of(text));
    }

    /** Reads a text that is one YAML document. */
    public static Parsed parse(TextSource source) {
        if (source.text().length() > TextLimits.LONGEST_TEXT) {
            return failed(source, TextSource.tooLong(source.text().length() + " characters"));
        }
        try {
            return document(source);
        } catch (UnacceptableText e) {
            return failed(source, e.problem());
        } catch (MarkedYamlEngineException e) {
            int offset = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> offset(source, mark))
                    .orElse(0);
            String message = Optional.ofNullable(e.getProblem()).orElse("it cannot be read");
            return failed(source, syntax(source, "This is not YAML: " + message, offset));
        } catch (YamlEngineException e) {
            return failed(source, syntax(source, "This is not YAML: " + e.getMessage(), 0));
        }
    }

    private static Parsed document(TextSource source) {
        requirePrintable(source);
        LoadSettings settings = LoadSettings.builder()
                .setLabel("document")
                .setCodePointLimit(TextLimits.LONGEST_TEXT)
                .setParseComments(false)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(source.text()).iterator();
        YamlValues values = new YamlValues(source, events);
        Event event = events.next();
        while (event.getEventId() != Event.ID.DocumentStart) {
            if (event.getEventId() == Event.ID.StreamEnd) {
                throw new UnacceptableText(syntax(source, "The text is empty", 0));
            }
            event = events.next();
        }
        Built root = values.read(events.next(), 1);
        requireEnd(source, events);
        return new Parsed(
                Optional.of(root.value()), values.problems(), new SourceMap(source, Optional.of(root.spot())));
    }

    /** The library refuses such characters as well, but its word on where they stand is unreliable. */
    private static void requirePrintable(TextSource source) {
        String text = source.text();
        int offset = 0;
        while (offset < text.length()) {
            int c = text.codePointAt(offset);
            if (!StreamReader.isPrintable(c)) {
                String message = String.format(
                        "The character U+%04X is not allowed in YAML; write it as an escape in double quotes", c);
                throw new UnacceptableText(syntax(source, message, offset));
            }
            offset += Character.charCount(c);
        }
    }

    private static void requireEnd(TextSource source, Iterator<Event> events) {
        Event end = events.next();
        if (!(end instanceof DocumentEndEvent)) {
            throw new IllegalStateException("A document ends with " + end);
        }
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            int offset = after.getStartMark().map(mark -> offset(source, mark)).orElse(0);
            throw new UnacceptableText(problem(
                    source,
                    ProblemCodes.YAML_UNSUPPORTED,
                    "A second YAML document starts here; a file holds one",
                    offset));
        }
    }

    static int offset(TextSource source, Mark mark) {
        return source.text().offsetByCodePoints(0, Math.min(mark.getIndex(), source.codePoints()));
    }

    static Problem problem(TextSource source, ProblemCode code, String message, int offset) {
        return Problem.error(code, message).position(source.position(offset));
    }

    private static Problem syntax(TextSource source, String message, int offset) {
        return problem(source, ProblemCodes.DOCUMENT_SYNTAX, message, offset);
    }

    private static Parsed failed(TextSource source, Problem problem) {
        return new Parsed(Optional.<Json>empty(), List.of(problem), new SourceMap(source, Optional.empty()));
    }
}
