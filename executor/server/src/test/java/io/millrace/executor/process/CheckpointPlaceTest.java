package io.millrace.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void folderIsAPlace() throws IOException {
        assertThat(CheckpointPlace.at(folder.toUri().toString()).list("")).isEmpty();
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
