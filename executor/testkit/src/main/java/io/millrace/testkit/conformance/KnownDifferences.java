package io.millrace.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.testkit.conformance.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The differences that are meant, each with its reason. A file of lines
 *
 * <pre>
 * kind | function, function … | arguments | reason
 * </pre>
 *
 * where kind is one of {@link Kind} but BROKEN, arguments are groups by position ({@code text number}), {@code *} for any, or a
 * regular expression between slashes, over a finding's text without the answers: {@code a_i + b_i for 1, 2 in Europe/Berlin}. Blank lines and lines that start with {@code #} are for readers.
 */
public final class KnownDifferences {

    private final List<Entry> entries;
    private final Set<Entry> used = new HashSet<>();

    private KnownDifferences(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One line of the file.
     *
     * @param pattern over the SQL and the input; when there is one, the arguments do not matter
     */
    public record Entry(
            int line,
            Kind kind,
            Set<String> functions,
            List<String> arguments,
            Optional<Pattern> pattern,
            String reason) {

        private boolean covers(Finding finding) {
            if (finding.kind() != kind || !functions.contains(finding.call().function())) {
                return false;
            }
            if (pattern.isPresent()) {
                return pattern.get().matcher(finding.question()).find();
            }
            List<Argument> actual = finding.call().arguments();
            if (arguments.equals(List.of("*"))) {
                return true;
            }
            if (arguments.size() != actual.size()) {
                return false;
            }
            for (int i = 0; i < actual.size(); i++) {
                if (!actual.get(i).isIn(arguments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "line " + line + ": " + kind + " of " + String.join(", ", functions) + ": " + reason;
        }
    }

    /**
     * Reads the list from a resource of the class path.
     *
     * @throws IllegalArgumentException naming the line that is not as described
     */
    public static KnownDifferences read(String resource) {
        try (InputStream stream = Objects.requireNonNull(
                KnownDifferences.class.getResourceAsStream(resource), () -> "There is no " + resource)) {
            return parse(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownDifferences parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(i + 1, line));
            }
        }
        return new KnownDifferences(entries);
    }

    private static Entry entry(int number, String line) {
        String[] parts = line.split("\\s+\\|\\s+", 4);
        if (parts.length < 4 || parts[3].isBlank()) {
            throw new IllegalArgumentException(
                    "Line " + number + " is not 'kind | functions | arguments | reason': " + line);
        }
        Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
        if (kind == Kind.BROKEN) {
            throw new IllegalArgumentException("Line " + number + ": what is broken is to be mended, not listed");
        }
        String arguments = parts[2];
        boolean isPattern = arguments.length() > 2 && arguments.startsWith("/") && arguments.endsWith("/");
        return new Entry(
                number,
                kind,
                Set.of(parts[1].split(",\\s*")),
                List.of(arguments.split("\\s+")),
                isPattern
                        ? Optional.of(Pattern.compile(arguments.substring(1, arguments.length() - 1)))
                        : Optional.empty(),
                parts[3]);
    }

    /** Whether some line covers the finding; that line counts as used. */
    public boolean cover(Finding finding) {
        boolean covered = false;
        for (Entry entry : entries) {
            if (entry.covers(finding)) {
                used.add(entry);
                covered = true;
            }
        }
        return covered;
    }

    /** The functions that need no oracle. */
    public Set<String> untested() {
        Set<String> functions = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.kind == Kind.UNTESTED) {
                functions.addAll(entry.functions);
            }
        }
        return functions;
    }

    /** All lines. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Lines about differences that nobody saw: they are out of date. */
    public List<Entry> unused() {
        return entries.stream()
                .filter(entry -> entry.kind != Kind.UNTESTED && !used.contains(entry))
                .toList();
    }
}
