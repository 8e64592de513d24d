package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void folderIsAPlaceAndIsMadeAndLeftEmpty() throws IOException {
        Path made = folder.resolve("a/b");
        assertThat(CheckpointPlace.at(made.toUri().toString()).list("")).isEmpty();
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedAtTheStart() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> CheckpointPlace.at(file.toUri().toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "No checkpoint can be kept in " + file,
                        file + " is a file, and should be a folder",
                        "name another place by --checkpoints");
        assertThat(file).isEmptyFile();
    }

    /** Root may write anywhere but to what the kernel itself says there is. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheSystemSaysIsTold() {
        assertThatThrownBy(() -> CheckpointPlace.at("file:///sys/millrace"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("No checkpoint can be kept in /sys/millrace: ", "Let the user ");
    }

    @Test
    void whoeverOnlyReadsMakesNothing() throws IOException {
        Path missing = folder.resolve("missing");
        assertThat(CheckpointPlace.toRead(missing.toUri().toString(), "URI").list(""))
                .isEmpty();
        assertThat(missing).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "/var/lib/millrace, must begin with",
        "https://bucket/prefix, must begin with",
        "s3://B/prefix, no name of a bucket",
        "file://host/path, authority",
        "s 3:, Illegal character"
    })
    void whatIsNoneIsSaidWithAnExample(String uri, String why) {
        assertThatThrownBy(() -> CheckpointPlace.at(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--checkpoints")
                .hasMessageContaining(uri)
                .hasMessageContaining(why)
                .hasMessageContaining("s3://bucket/millrace");
    }
}
