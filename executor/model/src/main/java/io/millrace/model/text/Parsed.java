package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a text.
 *
 * @param value the value; absent when the text could not be read at all. With a key that stands twice it is there, with
 *     the last of the two
 * @param problems what is wrong with the text, with their positions; each of them an error
 * @param places where the values stand
 */
public record Parsed(Optional<Json> value, List<Problem> problems, SourceMap places) {

    public Parsed {
        problems = List.copyOf(problems);
    }
}
