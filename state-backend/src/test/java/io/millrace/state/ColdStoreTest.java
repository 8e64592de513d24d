package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows on disk, and that the database goes only when nobody uses it. */
final class ColdStoreTest {

    private static final long MEMORY = 16 << 20;

    @TempDir
    private Path folder;

    private Path database() {
        return folder.resolve("cold");
    }

    private ColdStore store() {
        return new ColdStore(database(), MEMORY);
    }

    private static byte[][] values(String prefix, int... ids) {
        byte[][] values = new byte[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            values[i] = (prefix + ids[i]).getBytes(StandardCharsets.UTF_8);
        }
        return values;
    }

    private static void write(ColdStore cold, int store, String prefix, int... ids) {
        cold.write(store, ids, values(prefix, ids), ids.length);
    }

    private static List<String> read(ColdStore cold, int store, int... ids) {
        return List.of(cold.read(store, ids, ids.length)).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void nothingIsOpenedBeforeTheFirstRow() {
        try (ColdStore cold = store()) {
            assertThat(cold.newStore()).isNotEqualTo(cold.newStore());
            assertThat(database()).doesNotExist();
        }
        assertThat(database()).doesNotExist();
    }

    @Test
    void rowsOfEachStoreAreReadAsLastWritten() {
        try (ColdStore cold = store()) {
            write(cold, 1, "a", 0, 7, 200, Integer.MAX_VALUE);
            write(cold, 2, "b", 7, 8);
            write(cold, 1, "c", 200);

            assertThat(read(cold, 1, 0, 7, 200, Integer.MAX_VALUE)).containsExactly("a0", "a7", "c200", "a2147483647");
            assertThat(read(cold, 2, 7, 8)).containsExactly("b7", "b8");
        }
    }

    @Test
    void rowThatIsNotThereIsNamed() {
        try (ColdStore cold = store()) {
            write(cold, 1, "a", 1);

            assertThatThrownBy(() -> read(cold, 1, 1, 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Row 2 of store 1");
        }
    }

    @Test
    void droppedRowsAreGoneForAllButEarlierViews() {
        try (ColdStore cold = store()) {
            write(cold, 1, "a", 1, 2);
            write(cold, 2, "b", 1);
            try (ColdStore.View before = cold.view(1)) {
                cold.drop(1);

                assertThatThrownBy(() -> read(cold, 1, 1)).isInstanceOf(IllegalStateException.class);
                assertThat(read(cold, 2, 1)).containsExactly("b1");
                assertThat(new String(before.next(2), StandardCharsets.UTF_8)).isEqualTo("a2");
            }
        }
    }

    @Test
    void viewHasTheRowsOfItsTimeInTheOrderOfTheirIds() {
        try (ColdStore cold = store()) {
            write(cold, 1, "old", 1, 2, 3, 5, 300, 301);
            try (ColdStore.View view = cold.view(1)) {
                write(cold, 1, "new", 1, 2, 4, 5, 300, 301);

                assertThat(List.of(2, 3, 300, 301))
                        .allSatisfy(id -> assertThat(new String(view.next(id), StandardCharsets.UTF_8))
                                .isEqualTo("old" + id));
            }
            try (ColdStore.View view = cold.view(1)) {
                assertThatThrownBy(() -> view.next(6)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void whatAnEarlierProcessLeftIsRemoved() throws IOException {
        Files.createDirectories(database().resolve("sub"));
        Files.writeString(database().resolve("sub/left"), "x");
        try (ColdStore cold = store()) {
            write(cold, 1, "a", 1);
            assertThat(database().resolve("sub")).doesNotExist();
        }
        assertThat(database()).doesNotExist();
    }

    @Test
    void folderThatCannotBeIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        try (ColdStore cold = new ColdStore(folder.resolve("file/cold"), MEMORY)) {
            assertThatThrownBy(() -> write(cold, 1, "a", 1))
                    .isInstanceOfSatisfying(
                            RunException.class,
                            e -> assertThat(e.error().code()).isEqualTo("state.disk"))
                    .hasMessageContaining("file/cold");
        }
    }

    @Test
    void diskThatFailsIsAProblemOfTheDisk() throws IOException {
        try (ColdStore cold = store()) {
            write(cold, 1, "a", 1);
            // Files go while the database is open, and the flush finds no folder to make one in.
            try (Stream<Path> files = Files.walk(database())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }

            assertThatThrownBy(() -> {
                        while (true) {
                            cold.write(1, new int[] {1, 2}, new byte[][] {new byte[1 << 20], new byte[1 << 20]}, 2);
                        }
                    })
                    .isInstanceOfSatisfying(
                            RunException.class,
                            e -> assertThat(e.error().code()).isEqualTo("state.disk"))
                    .hasMessageContaining(database().toString());
        }
    }

    /** How far a view may have come when the store is closed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void closeEndsViewsAtEveryStep(int read) {
        ColdStore cold = store();
        write(cold, 1, "a", 1, 2, 3, 4);
        ColdStore.View view = cold.view(1);
        ColdStore.View untouched = cold.view(1);
        for (int id = 1; id <= read; id++) {
            assertThat(view.next(id)).isNotEmpty();
        }

        cold.close();

        assertThatThrownBy(() -> view.next(4)).hasMessageContaining("closed");
        view.close();
        untouched.close();
        requireClosed(cold);
    }

    @Test
    void storeClosedWhileThreadsReadAndWriteEndsWithAllOfThemRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            ColdStore cold = store();
            CountDownLatch begun = new CountDownLatch(4);
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<CompletableFuture<?>> users = List.of(
                        user(threads, begun, () -> write(cold, 1, "a", 1, 2, 3)),
                        user(threads, begun, () -> {
                            write(cold, 2, "b", 1, 2, 3);
                            assertThat(read(cold, 2, 1, 3)).containsExactly("b1", "b3");
                        }),
                        user(threads, begun, () -> {
                            write(cold, 3, "c", 1, 2);
                            try (ColdStore.View view = cold.view(3)) {
                                assertThat(view.next(1)).isNotEmpty();
                                assertThat(view.next(2)).isNotEmpty();
                            }
                        }),
                        user(threads, begun, () -> {
                            write(cold, 4, "d", 1);
                            cold.drop(4);
                        }));
                begun.await();
                cold.close();
                for (CompletableFuture<?> user : users) {
                    assertThatThrownBy(() -> user.get(30, TimeUnit.SECONDS))
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("closed");
                }
            }
            requireClosed(cold);
        }
    }

    private static CompletableFuture<?> user(ExecutorService threads, CountDownLatch begun, Runnable step) {
        return CompletableFuture.runAsync(
                () -> {
                    step.run();
                    begun.countDown();
                    while (true) {
                        step.run();
                    }
                },
                threads);
    }

    private void requireClosed(ColdStore cold) {
        assertThatThrownBy(() -> write(cold, 1, "a", 1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> read(cold, 1, 1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> cold.view(1)).hasMessageContaining("closed");
        assertThatThrownBy(() -> cold.drop(1)).hasMessageContaining("closed");
        cold.close();
        assertThat(database()).doesNotExist();
    }
}
