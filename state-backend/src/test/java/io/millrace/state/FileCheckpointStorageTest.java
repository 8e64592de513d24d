package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.state.contract.StorageContract;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCheckpointStorageTest extends StorageContract {

    @TempDir
    private Path folder;

    @Override
    public CheckpointStorage storage() {
        return new FileCheckpointStorage(folder.resolve("root"));
    }

    @Test
    void fileOfAProcessThatDiedIsListedAndNeverTakenForTheWholeOne() throws IOException {
        CheckpointStorage storage = storage();
        CheckpointStorage.Upload died = storage.begin("a/1/states");
        died.write(new byte[10], 0, 10);

        write(storage, "a/1/states", "whole");

        assertThat(read(storage, "a/1/states")).isEqualTo("whole");
        assertThat(storage.list("a")).hasSize(2);
        for (CheckpointStorage.Entry entry : storage.list("a")) {
            storage.delete(entry.path());
        }
        assertThat(storage.list("")).isEmpty();
        assertThatThrownBy(died::finish).isInstanceOf(IOException.class);
        died.close();
    }

    @Test
    void foldersThatAreEmptyGo() throws IOException {
        CheckpointStorage storage = storage();
        write(storage, "a/1/states", "x");
        write(storage, "a/2/states", "y");

        storage.delete("a/1/states");

        try (Stream<Path> left = Files.list(folder.resolve("root/a"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("2");
        }
    }

    @Test
    void linkThatLeadsOutOfTheRootIsRefused() throws IOException {
        CheckpointStorage storage = storage();
        write(storage, "a/1", "x");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "not ours");
        Files.createSymbolicLink(folder.resolve("root/out"), outside);
        Files.createSymbolicLink(folder.resolve("root/a/link"), outside.resolve("secret"));

        assertThatThrownBy(() -> storage.begin("out/file")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.open("out/secret")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.list("out")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.delete("out/secret")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> storage.open("a/link")).isInstanceOf(IOException.class);
        assertThat(outside.resolve("secret")).exists();
        try (Stream<Path> left = Files.list(outside)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void fileWhereAFolderShouldBeIsSaid() throws IOException {
        CheckpointStorage storage = storage();
        write(storage, "a", "x");

        assertThatThrownBy(() -> storage.begin("a/1"))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a");
    }
}
