package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark's queries as SQL give the rows that they give as drawings; what those are is compared with PostgreSQL elsewhere. */
class NexmarkSqlTest {

    private static final Path DOCUMENTS =
            Path.of("../../benchmarks/nexmark").toAbsolutePath().normalize();

    private static final Pattern CHANGE = Pattern.compile(",?\"change\":\"([^\"]*)\"");

    @TempDir
    static Path root;

    @BeforeAll
    static void sideInput() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createDirectories(root.resolve("sql"));
        Files.write(
                root.resolve("data/side-input.ndjson"),
                IntStream.range(0, 10_000)
                        .mapToObj("{\"key\":%1$d,\"value\":\"%1$d\"}"::formatted)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q0", "q1", "q2", "q3", "q4", "q5", "q7", "q8", "q9", "q11", "q13", "q14", "q15", "q16", "q17", "q18",
                "q19", "q20", "q21", "q22", "q23"
            })
    void theRowsAreThoseOfTheDrawing(String query) throws IOException {
        // Bidders have ids of their own until there are so many persons. Which of two equal bids came first is the same
        // in one task only.
        int events = query.equals("q23") ? 60_000 : query.equals("q8") ? 20_000 : 6_000;
        int parallelism = query.equals("q18") || query.equals("q19") ? 1 : 2;

        Map<String, Long> drawn = rows(query, "out/" + query, events, parallelism);

        assertThat(drawn).isNotEmpty();
        assertThat(rows("sql/" + query, "out/sql-" + query, events, parallelism))
                .isEqualTo(drawn);
    }

    /** What stands in the end, and how often. */
    private static Map<String, Long> rows(String document, String result, int events, int parallelism)
            throws IOException {
        Path file = root.resolve(document + ".yaml");
        Files.writeString(
                file,
                Files.readString(DOCUMENTS.resolve(document + ".yaml")).replace("events: 200000", "events: " + events));
        Cli run = Cli.run(
                "run",
                file.toString(),
                "--files-root",
                root.toString(),
                "--parallelism",
                Integer.toString(parallelism));
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        Map<String, Long> standing = new TreeMap<>();
        for (String line : Files.readAllLines(root.resolve(result + ".ndjson"))) {
            Matcher change = CHANGE.matcher(line);
            boolean goes = change.find()
                    && !change.group(1).equals("+I")
                    && !change.group(1).equals("+U");
            standing.merge(change.replaceAll(""), goes ? -1L : 1L, Long::sum);
        }
        standing.values().removeIf(times -> times == 0);
        return standing;
    }
}
