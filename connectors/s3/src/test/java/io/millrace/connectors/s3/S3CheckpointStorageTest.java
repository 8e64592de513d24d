package io.millrace.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import io.millrace.state.contract.StorageContract;
import io.millrace.testkit.server.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** On a server of its own, with the client's own retries. */
final class S3CheckpointStorageTest extends StorageContract {

    private static final String BUCKET = "checkpoints";
    private static final int MEGABYTE = 1 << 20;
    private static final AtomicLong NAMES = new AtomicLong();

    private final FaultyHttp http = new FaultyHttp();
    private final S3Location place = location(BUCKET, "test/" + NAMES.incrementAndGet());
    private final S3Client client = S3Clients.of(place, http);
    private final CheckpointStorage storage = new S3CheckpointStorage(client, place, S3CheckpointStorageTest::name);

    @BeforeAll
    static void credentialsAndBucket() {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        try (S3Client client = S3Clients.of(location(BUCKET, ""), S3Clients.http())) {
            client.createBucket(create -> create.bucket(BUCKET));
        }
    }

    private static S3Location location(String bucket, String prefix) {
        return new S3Location(bucket, prefix, Optional.of(S3Server.shared().endpoint()), Optional.empty(), true);
    }

    private static String name() {
        return "upload-" + NAMES.incrementAndGet();
    }

    @Override
    protected CheckpointStorage storage() {
        return storage;
    }

    @Test
    void placeThatCanBeUsedIsOpenedAndNothingIsLeftThere() throws IOException {
        assertThat(S3CheckpointStorage.open(place, S3CheckpointStorageTest::name, http)
                        .list(""))
                .isEmpty();
    }

    @Test
    void bucketThatIsNotThereIsSaid() {
        assertThatThrownBy(() ->
                        S3CheckpointStorage.open(location("nobodys-bucket", "x"), S3CheckpointStorageTest::name, http))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://nobodys-bucket/x/try-")
                .hasMessageContaining("no such bucket");
    }

    @Test
    void serverThatDoesNotAnswerNowIsWaitedForByCheckpointsAndNamedThen() throws IOException {
        S3Location nowhere =
                new S3Location(BUCKET, "x", Optional.of(URI.create("http://127.0.0.1:1")), Optional.empty(), true);

        CheckpointStorage opened = S3CheckpointStorage.open(nowhere, S3CheckpointStorageTest::name, http);

        assertThatThrownBy(() -> write(opened, "a/b", "x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://checkpoints/x/a/b");
    }

    @Test
    void fileOfManyPartsIsReadInAnyOrder() throws IOException {
        byte[] bytes = bytes(21 * MEGABYTE + 17);
        try (CheckpointStorage.Upload file = storage.begin("a/large")) {
            for (int start = 0; start < bytes.length; start += 300_000) {
                file.write(bytes, start, Math.min(300_000, bytes.length - start));
            }
            assertThat(storage.list("a").stream().map(CheckpointStorage.Entry::path))
                    .allMatch(path -> path.matches("a/large\\..*\\.unfinished"));
            file.finish();
        }

        assertThat(storage.list("a")).containsExactly(new CheckpointStorage.Entry("a/large", bytes.length));
        byte[] read = new byte[bytes.length];
        try (FileStore.Reading file = storage.open("a/large")) {
            readAll(file, read, bytes.length / 2, bytes.length);
            readAll(file, read, 0, bytes.length / 2);
        }
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    void uploadOfAProcessThatDiedIsListedAndDeleted() throws IOException {
        CheckpointStorage.Upload died = storage.begin("a/1/states");
        died.write(new byte[9 * MEGABYTE], 0, 9 * MEGABYTE);

        List<CheckpointStorage.Entry> left = storage.list("a/1");
        assertThat(left).hasSize(1);
        storage.delete(left.getFirst().path());

        assertThat(storage.list("")).isEmpty();
        assertThatThrownBy(died::finish).isInstanceOf(IOException.class).hasMessageContaining("a/1/states");
        died.close();
    }

    @Test
    void fileOfPartsThatIsThereStaysAsItIs() throws IOException {
        write(storage, "a/b", "first");

        CheckpointStorage.Upload second = storage.begin("a/b");
        second.write(bytes(9 * MEGABYTE), 0, 9 * MEGABYTE);
        assertThatThrownBy(second::finish).isInstanceOf(FileAlreadyExistsException.class);

        // Before it is closed: S3Mock, other than S3, takes the object away with an upload that is aborted.
        assertThat(read(storage, "a/b")).isEqualTo("first");
        second.close();
        assertThat(storage.list("").stream().map(CheckpointStorage.Entry::path))
                .noneMatch(path -> path.endsWith(".unfinished"));
    }

    @Test
    void answerThatGetsLostDoesNotMakeOnesOwnFileSomebodyElses() throws IOException {
        http.loseOneAnswer(request -> request.method() == SdkHttpMethod.PUT);
        write(storage, "a/small", "whole");
        assertThat(http.hasLost()).isTrue();
        assertThat(read(storage, "a/small")).isEqualTo("whole");

        http.loseOneAnswer(request -> request.method() == SdkHttpMethod.POST
                && request.rawQueryParameters().containsKey("uploadId"));
        writeLarge("a/large");
        assertThat(http.hasLost()).isTrue();
        assertThat(storage.list("a").stream().map(CheckpointStorage.Entry::path))
                .containsExactly("a/large", "a/small");
    }

    private void writeLarge(String path) throws IOException {
        byte[] bytes = bytes(9 * MEGABYTE);
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            file.write(bytes, 0, bytes.length);
            file.finish();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static void readAll(FileStore.Reading file, byte[] into, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            at += file.read(at, into, at, Math.min(100_000, to - at));
        }
    }
}
