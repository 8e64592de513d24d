package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash against the check values that docs/key-hash.md points other implementations to. */
class KeyHashVectorsTest {

    record Line(long hash, int keyGroup, List<KeyTerm> key, String text) {

        static Line parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Line(
                    Long.parseUnsignedLong(fields[0], 16),
                    Integer.parseInt(fields[1]),
                    KeyTerm.parseAll(fields[2]),
                    fields[2]);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Line> lines() {
        try (InputStream file = Objects.requireNonNull(KeyHashVectorsTest.class.getResourceAsStream("key-hash.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(Line::parse).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Line> singleValues() {
        return lines().filter(line -> line.key().size() == 1);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void keysHashAsSpecified(Line line) {
        long[] hashes = {KeyHash.EMPTY_KEY, 0, 0};
        for (int i = 0; i < line.key().size(); i++) {
            KeyTerm value = line.key().get(i);
            Vector column = Vector.create(value.types().getFirst(), 10);
            value.putInto(column, 7);
            KeyHash.hash(column, new int[] {7}, 1, hashes, i == 0);
        }

        assertThat(Long.toHexString(hashes[0])).isEqualTo(Long.toHexString(line.hash()));
        assertThat(KeyHash.keyGroup(hashes[0])).isEqualTo(line.keyGroup());
        assertThat(hashes[1]).isZero();
    }

    @ParameterizedTest
    @MethodSource("singleValues")
    void aValueHashesAlikeInEveryTypeThatHoldsIt(Line line) {
        KeyTerm value = line.key().getFirst();
        for (DataType type : value.types()) {
            Vector column = Vector.create(type, 10);
            value.putInto(column, 3);

            assertThat(KeyHash.of(column, 3)).as("%s as %s", value, type).isEqualTo(line.hash());
        }
    }

    @Test
    void publishedHashesOfBytesAreAmongTheCheckValues() {
        // wyhash publishes its vectors with rising seeds; only the first one has the seed of this hash.
        assertThat(KeyHash.ofBytes(new byte[0], 0, 0)).isEqualTo(0x0409638ee2bde459L);
        assertThat(lines().map(Line::hash)).contains(0x0409638ee2bde459L);
    }
}
