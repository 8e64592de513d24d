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

    /** Another process that takes a folder beside this one's. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            ColdFolder.in(Path.of(arguments[0])).close();
        }
    }

    @Test
    void anotherProcessLeavesTheFolderOfOneThatLives() throws Exception {
        try (ColdFolder one = ColdFolder.in(parent);
                ColdFolder second = ColdFolder.in(parent)) {
            fill(one);
            fill(second);

            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            OtherProcess.class.getName(),
                            parent.toString())
                    .inheritIO()
                    .start();

            assertThat(other.waitFor()).isZero();
            assertThat(one.path().resolve("sub/file")).exists();
            assertThat(second.path().resolve("sub/file")).exists();
        }
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
