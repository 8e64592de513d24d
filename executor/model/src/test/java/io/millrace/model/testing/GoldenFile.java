package io.millrace.model.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text kept under {@code src/test/resources/golden} that an outcome must equal. Run with
 * {@code -Dtest.arguments=-Dgolden.write=true} to write the files anew, and read the difference before committing it.
 */
public final class GoldenFile {

    private final Path file;

    private GoldenFile(Path file) {
        this.file = file;
    }

    /** The file with this name. */
    public static GoldenFile of(String name) {
        return new GoldenFile(Path.of("src/test/resources/golden").resolve(name));
    }

    /** Fails unless the file holds this text. */
    public void assertHolds(String text) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file holds. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
