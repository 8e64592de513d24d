package io.millrace.model.text;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The library's events of a text; whatever it throws becomes a problem with the place it was at. */
final class YamlEvents {

    private final TextSource source;
    private final YamlOffsets offsets;
    private final Iterator<Event> events;
    private int lastEnd;

    YamlEvents(TextSource source) {
        requirePrintable(source);
        this.source = source;
        this.offsets = new YamlOffsets(source.text());
        LoadSettings settings = LoadSettings.builder()
                .setLabel("document")
                .setCodePointLimit(TextLimits.LONGEST_TEXT)
                .setParseComments(false)
                // In one piece: the library fails when two pieces end within a surrogate pair.
                .setBufferSize(source.text().length() + 1)
                .build();
        this.events = new Parse(settings).parseString(source.text()).iterator();
    }

    /** The next event; there always is one until the end of the stream was returned. */
    Event next() {
        try {
            Event event = events.next();
            lastEnd = offsets.end(event);
            return event;
        } catch (MarkedYamlEngineException e) {
            int offset =
                    e.getProblemMark().or(e::getContextMark).map(offsets::at).orElse(lastEnd);
            throw notYaml(Optional.ofNullable(e.getProblem()).orElse("it cannot be read"), offset);
        } catch (RuntimeException e) {
            // A broken escape such as "\x makes the library fail with a NumberFormatException; there may be more.
            throw notYaml(Optional.ofNullable(e.getMessage()).orElse("it cannot be read"), lastEnd);
        }
    }

    int start(Event event) {
        return offsets.start(event);
    }

    int end(Event event) {
        return offsets.end(event);
    }

    private UnacceptableText notYaml(String why, int offset) {
        return new UnacceptableText(syntax(source, "This is not YAML: " + why, offset));
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

    static Problem syntax(TextSource source, String message, int offset) {
        return Problem.error(ProblemCodes.DOCUMENT_SYNTAX, message).position(source.position(offset));
    }
}
