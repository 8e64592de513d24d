package io.millrace.formats.csv;

import io.millrace.formats.csv.CsvOptions.Delimiter;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.spi.error.RunException;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.Inference.Fit;
import io.millrace.spi.format.Sample;
import io.millrace.spi.format.TypeGuess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Guesses delimiter, columns and types from the first records. The delimiter is the one that cuts most records alike. */
final class CsvInference {

    /** How the sample looks, cut at one delimiter. */
    private record Cut(Delimiter delimiter, List<String> header, int records, int alike, List<TypeGuess> types) {

        /** Many columns, and all records cut into as many. */
        double score() {
            return header.size() < 2 || records == 0 ? 0 : (double) alike / records + header.size() * 1e-6;
        }
    }

    private CsvInference() {}

    static Optional<Inference> of(Sample sample) {
        Cut best = null;
        for (Delimiter delimiter : Delimiter.values()) {
            Optional<Cut> cut = cut(sample, delimiter);
            if (cut.isPresent() && (best == null || cut.get().score() > best.score())) {
                best = cut.get();
            }
        }
        return Optional.ofNullable(best).map(CsvInference::inference);
    }

    private static Optional<Cut> cut(Sample sample, Delimiter delimiter) {
        Fields fields = new Fields(new CsvOptions(delimiter, true), Header.MOST_NAMES);
        int place = sample.start();
        if (place == sample.length() || !fields.cut(sample.data(), place, sample.length(), sample.isWhole())) {
            return Optional.empty();
        }
        List<String> header;
        try {
            header = Header.of(sample.data(), fields).names();
        } catch (RunException e) {
            return Optional.empty();
        }
        List<TypeGuess> types = header.stream().map(_ -> TypeGuess.ofAnything()).toList();
        int records = 0;
        int alike = 0;
        place = fields.next();
        while (place < sample.length()
                && records < Sample.MOST_RECORDS
                && fields.cut(sample.data(), place, sample.length(), sample.isWhole())) {
            if (!fields.isBlank()) {
                records++;
                if (fields.problem() == null && fields.count() == header.size()) {
                    alike++;
                    addValues(sample.data(), fields, types);
                }
            }
            place = fields.next();
        }
        return Optional.of(new Cut(delimiter, header, records, alike, types));
    }

    private static void addValues(byte[] data, Fields fields, List<TypeGuess> types) {
        for (int i = 0; i < types.size(); i++) {
            String value =
                    new String(data, fields.start(i), fields.end(i) - fields.start(i), StandardCharsets.UTF_8).strip();
            if (!value.isEmpty()) {
                types.get(i).add(value);
            }
        }
    }

    private static Inference inference(Cut cut) {
        List<String> problems = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cut.header().size(); i++) {
            String name = cut.header().get(i);
            if (name.isBlank()) {
                problems.add("Column " + (i + 1) + " has no name in the header and is left out.");
            } else if (!seen.add(name)) {
                problems.add("The header has `" + name + "` twice; neither is read.");
                columns.removeIf(column -> column.name().equals(name));
            } else {
                columns.add(new Column(name, cut.types().get(i).type()));
            }
        }
        if (cut.records() > cut.alike()) {
            problems.add("Of the first " + cut.records() + " records " + (cut.records() - cut.alike())
                    + " cannot be cut into the " + cut.header().size() + " values that the header names.");
        }
        if (looksLikeData(cut)) {
            problems.add(
                    "The first line looks like data, but it is read as the names of the columns. Put a line with names"
                            + " before it.");
        }
        JsonObject options = cut.delimiter() == Delimiter.COMMA
                ? JsonObject.EMPTY
                : JsonObject.of("delimiter", Json.of(spelled(cut.delimiter())));
        return new Inference(Fit.POSSIBLE, options, columns, problems);
    }

    /** Whether a value of the first line is a number or a time, and so are those below it. */
    private static boolean looksLikeData(Cut cut) {
        return IntStream.range(0, cut.header().size()).anyMatch(i -> {
            TypeGuess first = TypeGuess.ofAnything();
            first.add(cut.header().get(i).strip());
            TypeGuess text = TypeGuess.ofAnything();
            text.add("a");
            return !first.type().equals(text.type())
                    && !cut.types().get(i).type().equals(text.type());
        });
    }

    private static String spelled(Delimiter delimiter) {
        return delimiter == Delimiter.TAB ? "tab" : String.valueOf((char) delimiter.character());
    }
}
