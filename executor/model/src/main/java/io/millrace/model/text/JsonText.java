package io.millrace.model.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.SourceMap.Spot;
import io.millrace.model.text.SourceMap.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON text (RFC 8259): strict, exact numbers, each key once, within {@link TextLimits}. */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // Ours is met first and has the better message.
                    .maxNestingDepth(TextLimits.DEEPEST + 10)
                    .maxStringLength(TextLimits.LONGEST_TEXT)
                    .maxNameLength(TextLimits.LONGEST_TEXT)
                    .maxNumberLength(TextLimits.LONGEST_TEXT)
                    .build())
            // Interned names would keep a hostile text's keys for ever.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** How many duplicate keys are listed; after so many the reader knows. */
    private static final int MOST_PROBLEMS = 100;

    private final TextSource source;
    private final JsonParser parser;
    private final List<Problem> problems = new ArrayList<>();

    private JsonText(TextSource source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** Reads a text that is one JSON value. */
    public static Parsed parse(String text) {
        return parse(TextSource.of(text));
    }

    /** Reads a text that is one JSON value. */
    public static Parsed parse(TextSource source) {
        return parse(source, TextLimits.LONGEST_TEXT);
    }

    private static Parsed parse(TextSource source, int longest) {
        if (source.text().length() > longest) {
            return failed(source, TextSource.tooLong(source.text().length() + " characters"));
        }
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            return new JsonText(source, parser).document();
        } catch (UnacceptableText e) {
            return failed(source, e.problem());
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int offset = location == null ? 0 : (int) Math.max(0, location.getCharOffset());
            return failed(
                    source,
                    Problem.error(
                                    ProblemCodes.DOCUMENT_SYNTAX,
                                    "This is not JSON: " + firstLine(e.getOriginalMessage()))
                            .position(source.position(
                                    Math.min(offset, source.text().length()))));
        } catch (IOException e) {
            throw new UncheckedIOException("A string cannot fail to be read", e);
        }
    }

    /**
     * The value of a text that the program itself wrote.
     *
     * @throws IllegalArgumentException when the text has problems
     */
    public static Json require(String text) {
        return require(text, TextLimits.LONGEST_TEXT);
    }

    /**
     * The value of a text that the program itself wrote.
     *
     * @param longest how many characters it may have; a text in it no more than {@link TextLimits#LONGEST_TEXT}
     * @throws IllegalArgumentException when the text has problems
     */
    public static Json require(String text, int longest) {
        Parsed parsed = parse(TextSource.of(text), longest);
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(parsed.problems().toString());
        }
        return parsed.value().orElseThrow();
    }

    private Parsed document() throws IOException {
        if (parser.nextToken() == null) {
            throw unacceptable(ProblemCodes.DOCUMENT_SYNTAX, "The text is empty", 0);
        }
        Built built = value(1);
        if (parser.nextToken() != null) {
            throw unacceptable(
                    ProblemCodes.DOCUMENT_SYNTAX, "Something follows after the end of the JSON value", tokenStart());
        }
        return new Parsed(Optional.of(built.value()), problems, new SourceMap(source, Optional.of(built.spot())));
    }

    private Built value(int depth) throws IOException {
        int start = tokenStart();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(start, depth);
            case START_ARRAY -> array(start, depth);
            case VALUE_STRING -> scalar(string(parser.getText(), start), start, Style.JSON_STRING);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(number(start), start, Style.PLAIN);
            case VALUE_TRUE -> scalar(Json.of(true), start, Style.PLAIN);
            case VALUE_FALSE -> scalar(Json.of(false), start, Style.PLAIN);
            case VALUE_NULL -> scalar(JsonNull.NULL, start, Style.PLAIN);
            default -> throw new IllegalStateException("No value starts with " + parser.currentToken());
        };
    }

    private Built object(int start, int depth) throws IOException {
        requireDepth(start, depth);
        Map<String, Json> members = new LinkedHashMap<>();
        Map<String, Spot> spots = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyStart = tokenStart();
            String key = string(parser.currentName(), keyStart).value();
            parser.nextToken();
            Built member = value(depth + 1);
            if (members.put(key, member.value()) != null && problems.size() < MOST_PROBLEMS) {
                problems.add(Duplicates.problem(key).position(source.position(keyStart)));
            }
            spots.put(key, member.spot().under(keyStart));
        }
        return new Built(new JsonObject(members), new Spot(start, start, tokenEnd(), Style.OTHER, spots, List.of()));
    }

    private Built array(int start, int depth) throws IOException {
        requireDepth(start, depth);
        List<Json> elements = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Built element = value(depth + 1);
            elements.add(element.value());
            spots.add(element.spot());
        }
        return new Built(new JsonArray(elements), new Spot(start, start, tokenEnd(), Style.OTHER, Map.of(), spots));
    }

    private Json number(int start) throws IOException {
        Optional<Json> number = Numbers.parse(parser.getText());
        return number.orElseThrow(() -> unacceptable(ProblemCodes.VALUE_RANGE, Numbers.refusal(), start));
    }

    private JsonString string(String text, int start) {
        if (JsonString.hasLoneSurrogate(text)) {
            throw unacceptable(ProblemCodes.DOCUMENT_SYNTAX, "The text holds half of a surrogate pair", start);
        }
        return new JsonString(text);
    }

    private void requireDepth(int start, int depth) {
        if (depth > TextLimits.DEEPEST) {
            throw unacceptable(
                    ProblemCodes.DOCUMENT_TOO_LARGE,
                    "Values are nested deeper than " + TextLimits.DEEPEST + " levels",
                    start);
        }
    }

    private Built scalar(Json value, int start, Style style) {
        return new Built(value, Spot.scalar(start, tokenEnd(), style));
    }

    private int tokenStart() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int tokenEnd() {
        return (int) parser.currentLocation().getCharOffset();
    }

    private UnacceptableText unacceptable(ProblemCode code, String message, int offset) {
        return new UnacceptableText(Problem.error(code, message).position(source.position(offset)));
    }

    private static Parsed failed(TextSource source, Problem problem) {
        return new Parsed(Optional.empty(), List.of(problem), new SourceMap(source, Optional.empty()));
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private record Built(Json value, Spot spot) {}
}
