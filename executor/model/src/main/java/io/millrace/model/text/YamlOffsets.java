package io.millrace.model.text;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Offsets into the text for the library's marks, which count code points; asked for in the order of the text. */
final class YamlOffsets {

    private final String text;
    private int codePoint;
    private int offset;

    YamlOffsets(String text) {
        this.text = text;
    }

    int start(Event event) {
        return at(required(event.getStartMark()));
    }

    int end(Event event) {
        return at(required(event.getEndMark()));
    }

    int at(Mark mark) {
        int wanted = mark.getIndex();
        // Marks run forward but for a step back now and then, so walking from the last one is cheap.
        offset = text.offsetByCodePoints(offset, wanted - codePoint);
        codePoint = wanted;
        return offset;
    }

    private static Mark required(Optional<Mark> mark) {
        return mark.orElseThrow(() -> new IllegalStateException("Events carry marks unless told not to"));
    }
}
