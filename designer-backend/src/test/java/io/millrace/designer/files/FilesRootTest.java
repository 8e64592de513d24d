package io.millrace.designer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.web.Refused;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesRootTest {

    private static final long LONGEST = 10;

    @TempDir
    Path folder;

    private Path root = Path.of("");
    private long usable = Long.MAX_VALUE;
    private FilesRoot files = new FilesRoot(root, arrivals());

    @BeforeEach
    void begin() {
        root = folder.resolve("files");
        files = new FilesRoot(root, arrivals());
    }

    @Test
    void aFolderIsListedByNameWithoutWhatIsHidden() throws IOException {
        store("data/b.csv", "12");
        store("data/a.csv", "1");
        store("data/more/c.csv", "1");
        Files.writeString(root.resolve("data/.part"), "");
        FileList list = files.list(FilePath.folder("data"));
        assertThat(list.items()).extracting(StoredFile::path).containsExactly("data/a.csv", "data/b.csv", "data/more");
        assertThat(list.items()).extracting(StoredFile::sizeBytes).containsExactly(1L, 2L, 0L);
        assertThat(list.items().getLast().kind()).isEqualTo(StoredFile.Kind.folder);
        assertThat(files.list(FilePath.folder("")).items())
                .extracting(StoredFile::path)
                .containsExactly("data");
    }

    @Test
    void beforeTheFirstFileTheRootIsEmptyAndNoOtherFolderIsThere() throws IOException {
        assertThat(files.list(FilePath.folder("")).items()).isEmpty();
        assertRefused(404, () -> files.list(FilePath.folder("data")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".uploads/x", "a/.b", ".", "a\\b", "a\nb", ""})
    void pathsThatLeadOutOrAreHiddenAreRefused(String path) {
        assertRefused(400, () -> FilePath.of(path));
    }

    @Test
    void noPathLeadsThroughALink() throws IOException {
        Files.createDirectories(root);
        Path secret =
                Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("secret"), "s");
        Files.createSymbolicLink(root.resolve("link"), secret.getParent());
        Files.createSymbolicLink(root.resolve("file"), secret);
        assertRefused(400, () -> files.list(FilePath.folder("link")));
        assertRefused(400, () -> files.content(FilePath.of("link/secret")));
        assertRefused(400, () -> files.content(FilePath.of("file")));
        assertRefused(400, () -> store("link/new", "x"));
        assertRefused(400, () -> files.delete(FilePath.of("file")));
        assertThat(files.list(FilePath.folder("")).items()).isEmpty();
        assertThat(secret).hasContent("s");
    }

    @Test
    void nothingIsOverwrittenUnasked() throws IOException {
        store("a.csv", "old");
        assertRefused(409, () -> store("a.csv", "new"));
        assertThat(root.resolve("a.csv")).hasContent("old");
    }

    @Test
    void whoSaysWhichOneReplacesIt() throws IOException {
        StoredFile old = store("a.csv", "old");
        StoredFile changed = replace("a.csv", "newer", old.etag());
        assertThat(root.resolve("a.csv")).hasContent("newer");
        assertThat(changed.etag()).isNotEqualTo(old.etag());
        assertRefused(412, () -> replace("a.csv", "late", old.etag()));
        assertRefused(412, () -> replace("none.csv", "x", "*"));
        assertThat(root.resolve("a.csv")).hasContent("newer");
        replace("a.csv", "any", "*");
        assertThat(root.resolve("a.csv")).hasContent("any");
    }

    @Test
    void aFileThatCameDuringTheUploadStays() {
        InputStream slow = new FilterInputStream(bytes("x")) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                if (read > 0) {
                    Files.writeString(root.resolve("a.csv"), "of an executor");
                }
                return read;
            }
        };
        assertRefused(409, () -> files.store(FilePath.of("a.csv"), slow, OptionalLong.empty(), Optional.empty()));
        assertThat(root.resolve("a.csv")).hasContent("of an executor");
        assertNothingIsLeft();
    }

    @Test
    void whatIsTooLongIsRefusedWhateverWasAnnounced() {
        assertRefused(413, () -> store("a.csv", "12345678901"));
        assertRefused(
                413,
                () -> files.store(FilePath.of("a.csv"), bytes(""), OptionalLong.of(LONGEST + 1), Optional.empty()));
        assertThat(root.resolve("a.csv")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void aDiskIsNeverFilledToTheBrim() {
        usable = Arrivals.RESERVE_BYTES + 2;
        assertRefused(507, () -> files.store(FilePath.of("a"), bytes("123"), OptionalLong.of(3), Optional.empty()));
        usable = Arrivals.RESERVE_BYTES - 1;
        assertRefused(507, () -> store("a", "1"));
        assertNothingIsLeft();
    }

    @Test
    void theSystemsWordsForAFullDiskAreUnderstood() {
        FilesRoot full = new FilesRoot(
                root,
                new Arrivals(
                        root,
                        LONGEST,
                        _ -> {
                            throw new IOException("write: No space left on device");
                        },
                        new Random(1)));
        assertRefused(507, () -> full.store(FilePath.of("a"), bytes("1"), OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        InputStream broken = new FilterInputStream(bytes("x")) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("Connection reset");
            }
        };
        assertRefused(400, () -> files.store(FilePath.of("a"), broken, OptionalLong.empty(), Optional.empty()));
        assertThat(root.resolve("a")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void whatAProcessBeforeWasReceivingIsCleared() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve(".uploads")).resolve("left"), "half");
        arrivals().clear();
        assertNothingIsLeft();
    }

    @Test
    void filesAndEmptyFoldersAreDeleted() throws IOException {
        store("data/a", "1");
        assertRefused(409, () -> files.delete(FilePath.of("data")));
        files.delete(FilePath.of("data/a"));
        files.delete(FilePath.of("data"));
        assertThat(root.resolve("data")).doesNotExist();
        assertRefused(404, () -> files.delete(FilePath.of("data/a")));
    }

    @Test
    void aFileIsNoFolderAndAFolderNoFile() throws IOException {
        store("a", "1");
        store("data/b", "1");
        assertRefused(409, () -> store("a/b", "1"));
        assertRefused(409, () -> store("data", "1"));
        assertRefused(404, () -> files.content(FilePath.of("data")));
        assertRefused(404, () -> files.list(FilePath.folder("a")));
    }

    private Arrivals arrivals() {
        return new Arrivals(root, LONGEST, _ -> usable, new Random(1));
    }

    private StoredFile store(String path, String text) throws IOException {
        return files.store(FilePath.of(path), bytes(text), OptionalLong.empty(), Optional.empty());
    }

    private StoredFile replace(String path, String text, String tag) throws IOException {
        return files.store(FilePath.of(path), bytes(text), OptionalLong.empty(), Optional.of(tag));
    }

    private void assertNothingIsLeft() {
        try (Stream<Path> left = Files.list(root.resolve(".uploads"))) {
            assertThat(left.toList()).isEqualTo(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.status())
                .as(refused.detail())
                .isEqualTo(status));
    }
}
