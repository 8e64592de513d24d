package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any {@link CheckpointStorage} does. */
public abstract class StorageContract {

    /** The storage under test, with what it held before. */
    protected abstract CheckpointStorage storage();

    /** Writes a whole file. */
    protected static void write(CheckpointStorage storage, String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            file.write(bytes, 0, bytes.length);
            file.finish();
        }
    }

    /** Reads a whole file. */
    protected static String read(CheckpointStorage storage, String path) throws IOException {
        try (FileStore.Reading file = storage.open(path)) {
            byte[] bytes = new byte[(int) file.sizeBytes()];
            int done = 0;
            while (done < bytes.length) {
                int count = file.read(done, bytes, done, Math.min(3, bytes.length - done));
                assertThat(count).isPositive();
                done += count;
            }
            assertThat(file.read(bytes.length, new byte[1], 0, 1)).isEqualTo(-1);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void fileIsThereWhenItIsFinishedAndNotBefore() throws IOException {
        CheckpointStorage storage = storage();
        try (CheckpointStorage.Upload file = storage.begin("job/1/7/manifest")) {
            file.write("abcdef".getBytes(StandardCharsets.UTF_8), 1, 4);
            assertThat(file.sizeBytes()).isEqualTo(4);
            assertThatThrownBy(() -> storage.open("job/1/7/manifest")).isInstanceOf(NoSuchFileException.class);
            file.finish();
        }

        assertThat(read(storage(), "job/1/7/manifest")).isEqualTo("bcde");
        assertThat(storage.list("job")).containsExactly(new CheckpointStorage.Entry("job/1/7/manifest", 4));
    }

    @Test
    void fileThatIsClosedUnfinishedLeavesNothing() throws IOException {
        CheckpointStorage storage = storage();
        try (CheckpointStorage.Upload file = storage.begin("a/b")) {
            file.write(new byte[100], 0, 100);
        }

        assertThat(storage.list("")).isEmpty();
        assertThatThrownBy(() -> storage.open("a/b")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileThatIsThereStaysAsItIs() throws IOException {
        CheckpointStorage storage = storage();
        write(storage, "a/b", "first");

        assertThatThrownBy(() -> write(storage, "a/b", "second")).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(read(storage, "a/b")).isEqualTo("first");
        assertThat(storage.list("")).hasSize(1);
    }

    @Test
    void ofTwoWhoWriteOneFileAtOnceOneSucceeds() throws Exception {
        CheckpointStorage storage = storage();
        for (int round = 0; round < 20; round++) {
            String path = "round/" + round;
            CyclicBarrier barrier = new CyclicBarrier(2);
            List<String> finished = new ArrayList<>();
            List<Thread> writers = new ArrayList<>();
            for (String text : List.of("one", "other")) {
                writers.add(Thread.ofPlatform().start(() -> {
                    try (CheckpointStorage.Upload file = storage.begin(path)) {
                        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                        file.write(bytes, 0, bytes.length);
                        barrier.await();
                        file.finish();
                        synchronized (finished) {
                            finished.add(text);
                        }
                    } catch (FileAlreadyExistsException e) {
                        // The other was first.
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(finished).hasSize(1);
            assertThat(read(storage, path)).isEqualTo(finished.getFirst());
        }
    }

    @Test
    void listsAreSortedAndOfOneFolder() throws IOException {
        CheckpointStorage storage = storage();
        for (String path : List.of("b/2/x", "a/1/x", "b/10/x", "b/2/a/deep", "bb/1")) {
            write(storage, path, path);
        }

        assertThat(storage.list("b").stream().map(CheckpointStorage.Entry::path))
                .containsExactly("b/10/x", "b/2/a/deep", "b/2/x");
        assertThat(storage.list("")).hasSize(5);
        assertThat(storage.list("c")).isEmpty();
    }

    @Test
    void deletedFileIsGoneAndMayBeDeletedAgain() throws IOException {
        CheckpointStorage storage = storage();
        write(storage, "a/b", "x");
        write(storage, "a/c", "y");

        storage.delete("a/b");
        storage.delete("a/b");
        storage.delete("never/was");

        assertThat(storage.list("").stream().map(CheckpointStorage.Entry::path)).containsExactly("a/c");
        write(storage, "a/b", "again");
        assertThat(read(storage, "a/b")).isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../out", "a/../../out", "a//b", "a/./b", "a/", "a\\..\\b", "a/b\0c", "~/x"})
    void pathThatIsNotBelowTheRootIsRefused(String path) {
        CheckpointStorage storage = storage();

        assertThatThrownBy(() -> storage.begin(path)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.open(path)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.delete(path)).isInstanceOf(RunException.class);
    }
}
