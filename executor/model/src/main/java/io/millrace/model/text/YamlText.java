package io.millrace.model.text;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.YamlValues.Built;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;

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
        }
    }

    private static Parsed document(TextSource source) {
        YamlEvents events = new YamlEvents(source);
        YamlValues values = new YamlValues(source, events);
        Event event = events.next();
        while (event.getEventId() != Event.ID.DocumentStart) {
            if (event.getEventId() == Event.ID.StreamEnd) {
                throw new UnacceptableText(YamlEvents.syntax(source, "The text is empty", 0));
            }
            event = events.next();
        }
        Built root = values.read(events.next(), 1);
        requireEnd(source, events);
        return new Parsed(
                Optional.of(root.value()), values.problems(), new SourceMap(source, Optional.of(root.spot())));
    }

    private static void requireEnd(TextSource source, YamlEvents events) {
        Event end = events.next();
        if (end.getEventId() != Event.ID.DocumentEnd) {
            throw new IllegalStateException("A document ends with " + end);
        }
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new UnacceptableText(
                    Problem.error(ProblemCodes.YAML_UNSUPPORTED, "A second YAML document starts here; a file holds one")
                            .position(source.position(events.start(after))));
        }
    }

    private static Parsed failed(TextSource source, Problem problem) {
        return new Parsed(Optional.empty(), List.of(problem), new SourceMap(source, Optional.empty()));
    }
}
