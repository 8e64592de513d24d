package io.millrace.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.checkpoint.RecoveringJob;
import io.millrace.testkit.pipeline.PipelineTestDriver;
import io.millrace.testkit.server.S3Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A job that dies and goes on from checkpoints in S3. */
final class S3RecoveryTest {

    private static final String COUNTS = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: counts
            name: Counts
            nodes:
              - id: source
                type: memory-source
                config: {schema: [{name: k, type: INT}, {name: v, type: BIGINT}], splits: 3}
              - id: per-key
                type: aggregate
                config:
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: s, name: s, function: SUM, argument: v}]
              - {id: rows, type: memory-sink, config: {}}
              - {id: sums, type: memory-sink, config: {}}
            edges:
              - {from: {node: source, port: out}, to: {node: per-key, port: in}}
              - {from: {node: source, port: out}, to: {node: rows, port: in}}
              - {from: {node: per-key, port: out}, to: {node: sums, port: in}}
            """;

    private static final String BUCKET = "recovery";
    private static final AtomicLong NAMES = new AtomicLong();

    @BeforeAll
    static void credentialsAndBucket() {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        try (S3Client client = S3Clients.of(place(), S3Clients.http())) {
            client.createBucket(create -> create.bucket(BUCKET));
        }
    }

    private static S3Location place() {
        return new S3Location(BUCKET, "jobs", Optional.of(S3Server.shared().endpoint()), Optional.empty(), true);
    }

    private static PipelineTestDriver driver() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 3_000; i++) {
            rows.add(List.of((int) (i % 37), i));
        }
        return PipelineTestDriver.of(COUNTS).rows("source", rows).parallelism(2);
    }

    @Test
    void eachRowCountsOnceAndOnlyTheNewestCheckpointsAreKept() throws IOException {
        PipelineTestDriver expected = driver();
        expected.run();
        S3CheckpointStorage storage = S3CheckpointStorage.open(place(), () -> "upload-" + NAMES.incrementAndGet());
        PipelineTestDriver driver = driver();
        RecoveringJob job = driver.recovering(storage, 7);
        for (int deaths = 0; deaths < 5; deaths++) {
            assertThat(job.attempt(driver.plan(), 2, 400)).isFalse();
        }
        assertThat(job.restores()).isPositive();

        job.toEnd(driver.plan(), 2);

        for (String sink : List.of("rows", "sums")) {
            assertThat(driver.standing(sink)).containsExactlyInAnyOrderElementsOf(expected.standing(sink));
        }
        assertThat(storage.list("").stream().filter(file -> file.path().endsWith("/manifest")))
                .hasSize(3);
        assertThat(S3CheckpointStorage.toRead(place()).list("")).isEqualTo(storage.list(""));
        assertThat(job.failures()).isEmpty();
    }
}
