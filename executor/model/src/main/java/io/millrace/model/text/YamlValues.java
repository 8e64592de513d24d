package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.SourceMap.Spot;
import io.millrace.model.text.SourceMap.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Builds values from the events of one YAML document, counting what its aliases unfold to. */
final class YamlValues {

    /** How many duplicate keys are listed; after so many the reader knows. */
    private static final int MOST_PROBLEMS = 100;

    private final TextSource source;
    private final YamlEvents events;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Anchor, Built> anchored = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private long unfolded;

    YamlValues(TextSource source, YamlEvents events) {
        this.source = source;
        this.events = events;
    }

    /** A value, where it stands, and how much it holds: one for each value in it, plus the characters of its texts. */
    record Built(Json value, Spot spot, long weight) {}

    List<Problem> problems() {
        return problems;
    }

    /** Reads the value that starts with this event; the next event is then the one after the value. */
    Built read(Event event, int depth) {
        if (!(event instanceof NodeEvent node)) {
            throw new IllegalStateException("No value starts with " + event);
        }
        if (node instanceof AliasEvent alias) {
            return copy(alias);
        }
        Optional<Anchor> anchor = node.getAnchor();
        anchor.ifPresent(open::add);
        Built built =
                switch (node) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case MappingStartEvent start -> mapping(start, depth);
                    case SequenceStartEvent start -> sequence(start, depth);
                    default -> throw new IllegalStateException("No value starts with " + event);
                };
        anchor.ifPresent(name -> {
            open.remove(name);
            anchored.put(name, built);
        });
        return built;
    }

    private Built copy(AliasEvent alias) {
        int start = events.start(alias);
        if (open.contains(alias.getAlias())) {
            throw refusal(
                    ProblemCodes.YAML_UNSUPPORTED,
                    "`*" + alias.getAlias().getValue() + "` stands inside the value it names, which makes a cycle",
                    start);
        }
        Built original = anchored.get(alias.getAlias());
        if (original == null) {
            throw refusal(
                    ProblemCodes.DOCUMENT_SYNTAX,
                    "`*" + alias.getAlias().getValue() + "` names no anchor above it",
                    start);
        }
        count(original.weight(), start);
        Spot spot = original.spot();
        return new Built(
                original.value(),
                new Spot(start, start, events.end(alias), Style.OTHER, spot.members(), spot.elements()),
                original.weight());
    }

    private Built scalar(ScalarEvent event) {
        int start = events.start(event);
        int end = events.end(event);
        if (JsonString.hasLoneSurrogate(event.getValue())) {
            throw refusal(ProblemCodes.DOCUMENT_SYNTAX, "The text holds half of a surrogate pair", start);
        }
        Json value =
                switch (YamlCore.resolve(event)) {
                    case YamlCore.Value(Json resolved) -> resolved;
                    case YamlCore.Refused(ProblemCode code, String message) -> throw refusal(code, message, start);
                };
        long weight = 1L + event.getValue().length();
        count(weight, start);
        return new Built(value, Spot.scalar(start, end, style(event, start, end)), weight);
    }

    private Built mapping(MappingStartEvent event, int depth) {
        int start = requireCollection(event, "map", depth);
        Map<String, Json> members = new LinkedHashMap<>();
        Map<String, Spot> spots = new LinkedHashMap<>();
        long weight = 1;
        count(1, start);
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            int keyStart = events.start(next);
            String key = key(next, keyStart);
            Built member = read(events.next(), depth + 1);
            weight += key.length() + member.weight();
            if (members.put(key, member.value()) != null && problems.size() < MOST_PROBLEMS) {
                problems.add(Duplicates.problem(key).position(source.position(keyStart)));
            }
            spots.put(key, member.spot().under(keyStart));
            next = events.next();
        }
        Spot spot = new Spot(start, start, events.end(next), Style.OTHER, spots, List.of());
        return new Built(new JsonObject(members), spot, weight);
    }

    /** A key is text: that of a quoted or block scalar, or of a plain one whatever it would mean as a value. */
    private String key(Event event, int start) {
        switch (event) {
            case ScalarEvent scalar -> {
                String key = scalar.getValue();
                scalar.getAnchor().ifPresent(anchor -> anchored.put(anchor, scalar(scalar)));
                if (JsonString.hasLoneSurrogate(key)) {
                    throw refusal(ProblemCodes.DOCUMENT_SYNTAX, "The text holds half of a surrogate pair", start);
                }
                count(key.length(), start);
                return key;
            }
            case AliasEvent alias -> {
                if (copy(alias).value() instanceof JsonString text) {
                    return text.value();
                }
                throw refusal(ProblemCodes.YAML_UNSUPPORTED, "A key is text, never a list or an object", start);
            }
            default -> throw refusal(ProblemCodes.YAML_UNSUPPORTED, "A key is text, never a list or an object", start);
        }
    }

    private Built sequence(SequenceStartEvent event, int depth) {
        int start = requireCollection(event, "seq", depth);
        List<Json> elements = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
        long weight = 1;
        count(1, start);
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            Built element = read(next, depth + 1);
            elements.add(element.value());
            spots.add(element.spot());
            weight += element.weight();
            next = events.next();
        }
        Spot spot = new Spot(start, start, events.end(next), Style.OTHER, Map.of(), spots);
        return new Built(new JsonArray(elements), spot, weight);
    }

    private int requireCollection(CollectionStartEvent event, String tag, int depth) {
        int start = events.start(event);
        if (depth > TextLimits.DEEPEST) {
            throw refusal(
                    ProblemCodes.DOCUMENT_TOO_LARGE,
                    "Values are nested deeper than " + TextLimits.DEEPEST + " levels",
                    start);
        }
        event.getTag()
                .filter(name -> !name.equals(YamlCore.TAG_PREFIX + tag) && !name.equals("!"))
                .ifPresent(name -> {
                    throw refusal(ProblemCodes.YAML_UNSUPPORTED, YamlCore.tagRefusal(name), start);
                });
        return start;
    }

    /** The running sum includes every copy an alias makes, so a short text cannot unfold without end. */
    private void count(long weight, int start) {
        unfolded += weight;
        if (unfolded > TextLimits.MOST_UNFOLDED) {
            throw refusal(
                    ProblemCodes.DOCUMENT_TOO_LARGE,
                    "With every alias (`*name`) unfolded the text would be too large; write the values out",
                    start);
        }
    }

    private Style style(ScalarEvent event, int start, int end) {
        String text = source.text();
        return switch (event.getScalarStyle()) {
            case PLAIN -> text.regionMatches(start, event.getValue(), 0, end - start) ? Style.PLAIN : Style.OTHER;
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Style.JSON_STRING;
            case LITERAL -> Style.LITERAL;
            case FOLDED, JSON_SCALAR_STYLE -> Style.OTHER;
        };
    }

    private UnacceptableText refusal(ProblemCode code, String message, int offset) {
        return new UnacceptableText(Problem.error(code, message).position(source.position(offset)));
    }
}
