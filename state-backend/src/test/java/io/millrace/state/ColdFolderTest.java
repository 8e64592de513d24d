package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of cold rows beside each other: nobody takes another one's, and what is nobody's goes. */
final class ColdFolderTest {

    @TempDir
    private Path parent;

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.toList();
        }
    }

    private static void fill(ColdFolder folder) throws IOException {
        Files.createDirectories(folder.path().resolve("sub"));
        Files.writeString(folder.path().resolve("sub/file"), "x");
    }

    @Test
    void eachProcessHasItsOwnAndLeavesNothing() throws IOException {
        ColdFolder one = ColdFolder.in(parent);
        fill(one);
        ColdFolder other = ColdFolder.in(parent);
        fill(other);

        assertThat(one.path()).isNotEqualTo(other.path());
        assertThat(one.path()).isDirectory();

        one.close();
        assertThat(other.path()).isDirectory();
        other.close();
        assertThat(all()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
        // The lock of a process goes with it, however it ends; its files do not.
        Path left = parent.resolve("cold-123");
        Files.createDirectories(left.resolve("sub"));
        Files.createFile(parent.resolve("cold-123.lock"));
        Files.createDirectory(parent.resolve("somebody-elses"));

        try (ColdFolder _ = ColdFolder.in(parent)) {
            assertThat(left).doesNotExist();
        }
        assertThat(all()).containsExactly(parent.resolve("somebody-elses"));
    }

    @Test
    void placeWithoutWritingIsNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");

        assertThatThrownBy(() -> ColdFolder.in(file.resolve("cold")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.resolve("cold").toString())
                .hasMessageContaining("Name a folder on a local disk");
    }
}
