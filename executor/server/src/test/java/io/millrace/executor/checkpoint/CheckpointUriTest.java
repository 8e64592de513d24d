package io.millrace.executor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointUriTest {

    @ParameterizedTest
    @CsvSource({
        "file:///data/checkpoints, file:///data/checkpoints, ",
        "file:///data/checkpoints/, file:///data/checkpoints/, ",
        "file:///data/checkpoints/d-1/2/17, file:///data/checkpoints, d-1/2/17",
        "file:///data/checkpoints/d-1/2/17/manifest, file:///data/checkpoints, d-1/2/17",
        "file:/d-1/2/17/, file:/, d-1/2/17",
        "file:///d-1/2/17, file:///, d-1/2/17",
        "s3://bucket/1/2, s3://bucket/1/2, ",
        "s3://bucket/d/1/2?region=eu, s3://bucket?region=eu, d/1/2",
        "s3://bucket/a/d/1/2?endpoint=http://h:1/x, s3://bucket/a?endpoint=http://h:1/x, d/1/2"
    })
    void oneCheckpointIsToldFromAPlace(String uri, String place, @Nullable String checkpoint) {
        assertThat(CheckpointUri.of(uri)).isEqualTo(new CheckpointUri(place, Optional.ofNullable(checkpoint)));
    }
}
