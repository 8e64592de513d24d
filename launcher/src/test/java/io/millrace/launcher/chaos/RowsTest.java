package io.millrace.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comparison calls a difference; it is no use when it overlooks one. */
class RowsTest {

    private static final String ONE = "{\"a\":1}";
    private static final String TWO = "{\"a\":2}";

    @TempDir
    Path folder;

    @Test
    void orderAndFilesMakeNoDifference() throws IOException {
        write("right.ndjson", ONE, TWO, TWO);
        write("parts/part-0.ndjson", TWO);
        write("parts/part-1.ndjson", TWO, ONE);

        Rows.Difference difference = difference("parts", "right.ndjson");

        assertThat(difference.rows()).isZero();
        assertThat(difference.examples()).isEmpty();
    }

    @Test
    void aRowThatIsThereTwiceIsOneTooMany() throws IOException {
        write("right.ndjson", ONE, TWO);
        write("twice.ndjson", ONE, TWO, TWO);

        Rows.Difference difference = difference("twice.ndjson", "right.ndjson");

        assertThat(difference.rows()).isEqualTo(1);
        assertThat(difference.examples()).containsExactly("+1 × " + TWO);
    }

    @Test
    void aRowThatIsMissingAndOneThatIsWrongAreNamed() throws IOException {
        write("right.ndjson", ONE, TWO);
        write("wrong.ndjson", ONE, "{\"a\":3}");

        Rows.Difference difference = difference("wrong.ndjson", "right.ndjson");

        assertThat(difference.rows()).isEqualTo(2);
        assertThat(difference.examples()).containsExactlyInAnyOrder("+1 × {\"a\":3}", "-1 × " + TWO);
    }

    @Test
    void ofAChangelogWhatIsLeftCounts() throws IOException {
        write("right.ndjson", change("+I", 3));
        write("longer.ndjson", change("+I", 1), change("-U", 1), change("+U", 2), change("-D", 2), change("+I", 3));

        assertThat(difference("longer.ndjson", "right.ndjson").rows()).isZero();
        assertThat(Rows.read(folder.resolve("longer.ndjson")).size()).isEqualTo(1);
        assertThat(Rows.read(folder.resolve("longer.ndjson")).lines()).isEqualTo(5);
    }

    @Test
    void aChangeThatCameTwiceIsADifference() throws IOException {
        write("right.ndjson", change("+I", 1), change("-U", 1), change("+U", 2));
        write("again.ndjson", change("+I", 1), change("-U", 1), change("+U", 2), change("-U", 1), change("+U", 2));

        assertThat(difference("again.ndjson", "right.ndjson").rows()).isEqualTo(2);
    }

    private Rows.Difference difference(String disturbed, String right) throws IOException {
        return Rows.read(folder.resolve(disturbed)).differenceFrom(Rows.read(folder.resolve(right)));
    }

    private static String change(String kind, int value) {
        return "{\"change\":\"%s\",\"a\":%d}".formatted(kind, value);
    }

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, List.of(lines));
    }
}
