package io.millrace.formats.json;

import io.millrace.model.json.JsonObject;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.Inference.Fit;
import io.millrace.spi.format.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Guesses fields and types from the first lines. */
final class JsonInference {

    private JsonInference() {}

    static Optional<Inference> of(Sample sample) {
        byte[] data = sample.data();
        JsonCursor cursor = new JsonCursor();
        JsonGuess rows = new JsonGuess(0);
        int place = sample.start();
        int lines = 0;
        int bad = 0;
        while (place < sample.length() && lines < Sample.MOST_RECORDS) {
            int end = JsonCursor.lineEnd(data, place, sample.length());
            if (end < 0) {
                if (!sample.isWhole()) {
                    break;
                }
                end = sample.length();
                data[end] = '\n';
            }
            cursor.begin(data, place, end);
            byte first = cursor.next();
            if (cursor.place < end) {
                if (lines++ == 0 && first != '{') {
                    return first == '[' ? Optional.of(list()) : Optional.empty();
                }
                bad += isObject(cursor, rows, end) ? 0 : 1;
            }
            place = end + 1;
        }
        if (lines == 0) {
            return Optional.empty();
        }
        if (bad == lines) {
            return Optional.of(refused("No line is a JSON object by itself. Each object must stand on one line."));
        }
        List<String> problems = new ArrayList<>();
        if (bad > 0) {
            problems.add("Of the first " + lines + " lines " + bad + " are no JSON objects.");
        }
        return Optional.of(new Inference(Fit.LIKELY, JsonObject.EMPTY, rows.columns(), problems));
    }

    private static boolean isObject(JsonCursor cursor, JsonGuess rows, int end) {
        if (cursor.next() != '{') {
            return false;
        }
        try {
            rows.read(cursor);
            cursor.next();
            return cursor.place >= end;
        } catch (BadRecord e) {
            return false;
        }
    }

    private static Inference list() {
        return refused("The file is one JSON list. Write each of its objects on a line of its own, without the list.");
    }

    private static Inference refused(String problem) {
        return new Inference(Fit.LIKELY, JsonObject.EMPTY, List.of(), List.of(problem));
    }
}
