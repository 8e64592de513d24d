package io.millrace.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3LocationTest {

    @Test
    void placeOnAmazonNeedsABucketOnly() {
        assertThat(S3Location.parse(URI.create("s3://my-bucket")))
                .isEqualTo(new S3Location("my-bucket", "", Optional.empty(), Optional.empty(), false));
        assertThat(S3Location.parse(URI.create("s3://my-bucket/team/flights/?region=eu-central-1")))
                .isEqualTo(new S3Location(
                        "my-bucket", "team/flights", Optional.empty(), Optional.of("eu-central-1"), false));
    }

    @Test
    void otherServersNameTheBucketInThePathUnlessToldOtherwise() {
        URI endpoint = URI.create("https://minio.example.com:9000");
        assertThat(S3Location.parse(URI.create("s3://b-1/p?endpoint=https://minio.example.com:9000")))
                .isEqualTo(new S3Location("b-1", "p", Optional.of(endpoint), Optional.empty(), true));
        assertThat(S3Location.parse(URI.create(
                                "s3://b-1/p?endpoint=https%3A%2F%2Fminio.example.com%3A9000&path-style=false"))
                        .pathStyle())
                .isFalse();
    }

    @Test
    void filesAndKeysNameEachOther() {
        S3Location below = S3Location.parse(URI.create("s3://bucket/a/b"));
        assertThat(below.key("d/1")).isEqualTo("a/b/d/1");
        assertThat(below.path("a/b/d/1")).isEqualTo("d/1");
        assertThat(below.keysBelow("")).isEqualTo("a/b/");
        assertThat(below.keysBelow("d")).isEqualTo("a/b/d/");
        S3Location whole = S3Location.parse(URI.create("s3://bucket"));
        assertThat(whole.key("d/1")).isEqualTo("d/1");
        assertThat(whole.keysBelow("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:///prefix, no name of a bucket",
        "s3://Upper/prefix, no name of a bucket",
        "s3://key:secret@bucket/prefix, credentials in the environment",
        "s3://bucket/../up, no prefix",
        "s3://bucket/a//b, no prefix",
        "s3://bucket/a?access-key=1, no option",
        "s3://bucket/a?endpoint=ftp://x, no endpoint",
        "s3://bucket/a?endpoint=http://u:p@x, no endpoint",
        "s3://bucket/a?region=Ä, no region",
        "s3://bucket/a?region=a1&region=b1, twice",
        "s3://bucket/a?path-style=yes, true or false"
    })
    void whatIsNoneIsSaid(String uri, String why) {
        assertThatThrownBy(() -> S3Location.parse(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
