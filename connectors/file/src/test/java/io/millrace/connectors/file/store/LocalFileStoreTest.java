package io.millrace.connectors.file.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.RunException;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.io.FileStore.Entry;
import io.millrace.spi.io.FileStore.Reading;
import io.millrace.spi.io.FileStore.Writing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileStoreTest {

    private Path folder;
    private Path root;
    private FileStore store;

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        root = folder.resolve("root");
        for (String path : List.of(
                "a.ndjson",
                "b.csv",
                ".hidden",
                "_part",
                "data/x.ndjson",
                "data/y.ndjson",
                "data/.z.ndjson",
                "data/deep/x.ndjson",
                "data/deep/er/x.ndjson",
                "data/.git/x.ndjson",
                "we[ir]d/a+b.txt")) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
        Files.writeString(folder.resolve("secret.txt"), "not for pipelines");
        store = new LocalFileStore(root);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.ndjson|a.ndjson",
                ".hidden|.hidden",
                "data|data/x.ndjson data/y.ndjson",
                "data/|data/x.ndjson data/y.ndjson",
                ".|./a.ndjson ./b.csv",
                "*|a.ndjson b.csv",
                "*.csv|b.csv",
                "?.ndjson|a.ndjson",
                "*.{csv,ndjson}|a.ndjson b.csv",
                "data/*.ndjson|data/x.ndjson data/y.ndjson",
                "data/.*.ndjson|data/.z.ndjson",
                "data/**/x.ndjson|data/deep/er/x.ndjson data/deep/x.ndjson data/x.ndjson",
                "**/deep/**|data/deep/er/x.ndjson data/deep/x.ndjson",
                "da*/deep/x.*|data/deep/x.ndjson",
                "we[ir]d/a+b.txt|we[ir]d/a+b.txt",
                "we[ir]d/*.txt|we[ir]d/a+b.txt",
                "nothing|''",
                "nothing/*.csv|''",
                "a.ndjson/|''",
            })
    void aPathNamesAFileAFolderOrAPattern(String path, String expected) throws IOException {
        assertThat(String.join(" ", store.list(path).stream().map(Entry::path).toList()))
                .isEqualTo(expected);
    }

    @Test
    void anEntryKnowsItsSize() throws IOException {
        assertThat(store.list("data/x.ndjson").getFirst().sizeBytes()).isEqualTo("data/x.ndjson".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "data/../../secret.txt",
                "data/../a.ndjson",
                "/etc/passwd",
                "",
                " ",
                "\0",
                "../*.txt",
                "/**"
            })
    void aPathThatWouldLeaveTheRootIsRefused(String path) {
        assertThatThrownBy(() -> store.list(path))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("is refused")
                .hasMessageContaining("below the files root");
        assertThatThrownBy(() -> store.open(path)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.create(path)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.delete(path)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.move("a.ndjson", path)).isInstanceOf(RunException.class);
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), folder);
        Files.createSymbolicLink(root.resolve("file"), folder.resolve("secret.txt"));

        for (String path : List.of("file", "out/secret.txt", "f*")) {
            assertThatThrownBy(() -> store.list(path))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("link that leads out");
        }
        assertThatThrownBy(() -> store.open("out/secret.txt")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.create("out/new.txt")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.create("out/sub/new.txt")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.delete("out/secret.txt")).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> store.move("a.ndjson", "out/a.ndjson")).isInstanceOf(RunException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**/{new.txt,sub,a.ndjson}");
    }

    @Test
    void aLinkWithinTheRootIsFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("link.ndjson"), root.resolve("data/x.ndjson"));

        assertThat(read("link.ndjson")).isEqualTo("data/x.ndjson");
        assertThat(store.list("link*")).extracting(Entry::path).containsExactly("link.ndjson");
    }

    @Test
    void aFileIsReadAtAnyPlace() throws IOException {
        byte[] bytes = new byte[10];
        try (Reading file = store.open("data/x.ndjson")) {
            assertThat(file.sizeBytes()).isEqualTo(13);
            assertThat(file.read(5, bytes, 2, 8)).isEqualTo(8);
            assertThat(new String(bytes, 2, 8, StandardCharsets.UTF_8)).isEqualTo("x.ndjson");
            assertThat(file.read(13, bytes, 0, 1)).isEqualTo(-1);
        }
        assertThatThrownBy(() -> store.open("nothing")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open("data")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aNewFileGetsItsFoldersAndDoesNotReplaceAnOldOne() throws IOException {
        write("new/folder/file.txt", "hello");

        assertThat(Files.readString(root.resolve("new/folder/file.txt"))).isEqualTo("hello");
        assertThatThrownBy(() -> store.create("a.ndjson")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void theRootItselfIsMadeWhenSomethingIsWritten() throws IOException {
        FileStore empty = new LocalFileStore(folder.resolve("later"));

        assertThat(empty.list("x")).isEmpty();
        assertThat(empty.list("**/x")).isEmpty();
        empty.create("x").close();
        assertThat(empty.list("x")).hasSize(1);
    }

    @Test
    void movingDoesNotReplaceButReplacingDoes() throws IOException {
        write("new.txt", "new");

        assertThatThrownBy(() -> store.move("new.txt", "a.ndjson")).isInstanceOf(FileAlreadyExistsException.class);
        store.replace("new.txt", "a.ndjson");
        store.move("a.ndjson", "other/b.ndjson");

        assertThat(read("other/b.ndjson")).isEqualTo("new");
        assertThat(store.list("a.ndjson")).isEmpty();
        assertThatThrownBy(() -> store.move("nothing", "x")).isInstanceOf(NoSuchFileException.class);
    }

    /** The walk through a folder, stopped where another job removes what it has seen the name of. */
    @Test
    void whatGoesAwayWhileAFolderIsLookedThroughIsLeftOut() throws IOException {
        Path data = root.resolve("data").toRealPath();
        Path gone = data.resolve("x.ndjson");
        BasicFileAttributes seen = Files.readAttributes(gone, BasicFileAttributes.class);
        List<Entry> found = new ArrayList<>();
        var search = new LocalFileStore(root).new Search("data/*.ndjson", Glob.of("data/*.ndjson"), data, found);

        Files.delete(gone);

        assertThat(search.visitFile(gone, seen)).isEqualTo(FileVisitResult.CONTINUE);
        assertThat(search.visitFileFailed(gone, new NoSuchFileException("x"))).isEqualTo(FileVisitResult.CONTINUE);
        search.visitFile(data.resolve("y.ndjson"), seen);
        assertThat(found).extracting(Entry::path).containsExactly("data/y.ndjson");
        assertThatThrownBy(() -> search.visitFileFailed(gone, new AccessDeniedException("x")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void deletingWhatIsNotThereIsNoError() throws IOException {
        store.delete("a.ndjson");
        store.delete("a.ndjson");
        store.delete("no/folder/a.ndjson");

        assertThat(store.list("a.ndjson")).isEmpty();
    }

    @Test
    void aPatternThatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> store.list("*.{csv,json")).hasMessageContaining("a brace is not closed");
        assertThatThrownBy(() -> store.list("{a,{b}}")).hasMessageContaining("braces cannot stand within braces");
    }

    private String read(String path) throws IOException {
        byte[] bytes = new byte[100];
        try (Reading file = store.open(path)) {
            return new String(bytes, 0, file.read(0, bytes, 0, 100), StandardCharsets.UTF_8);
        }
    }

    private void write(String path, String text) throws IOException {
        try (Writing file = store.create(path)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            file.write(bytes, 0, bytes.length);
            file.sync();
        }
    }
}
