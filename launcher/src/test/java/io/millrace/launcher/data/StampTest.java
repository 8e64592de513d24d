package io.millrace.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {

    private static final Stamp THIS_BUILD = new Stamp("1.2.0", 1, 7, 18);

    @TempDir
    Path folder;

    private DataDirectory data;

    @BeforeEach
    void prepare() {
        data = new DataDirectory(folder.resolve("data"));
        data.prepare();
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        assertThat(Stamp.of(data)).isEmpty();
        THIS_BUILD.writeTo(data);
        assertThat(Stamp.of(data)).contains(THIS_BUILD);
    }

    @Test
    void olderDataWaitsForItsMigration() {
        assertThat(THIS_BUILD.compareWith(new Stamp("1.1.0", 1, 6, 18), data)).isEqualTo(Stamp.Pending.MIGRATION);
        assertThat(THIS_BUILD.compareWith(THIS_BUILD, data)).isEqualTo(Stamp.Pending.NONE);
    }

    @Test
    void newerDataIsRefusedWithBothVersionsAndTheWayOut() {
        assertThatThrownBy(() -> THIS_BUILD.compareWith(new Stamp("1.3.0", 1, 8, 18), data))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal).hasMessageContaining("Millrace 1.3.0").hasMessageContaining("Millrace 1.2.0");
                    assertThat(refusal.remedies()).anyMatch(remedy -> remedy.contains("Start it with Millrace 1.3.0"));
                });
        assertThatThrownBy(() -> THIS_BUILD.compareWith(new Stamp("1.3.0", 2, 7, 18), data))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void filesOfAnotherPostgresAreRefused() {
        assertThatThrownBy(() -> THIS_BUILD.compareWith(new Stamp("1.0.0", 1, 5, 17), data))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("PostgreSQL 18");
    }

    @Test
    void aBrokenOneIsRefused() throws IOException {
        Files.writeString(data.version(), "garbage \\u00 €\u0000");
        assertThatThrownBy(() -> Stamp.of(data)).isInstanceOf(Refusal.class).hasMessageContaining("is broken");
    }

    @Test
    void aDatabaseWithoutOneIsRefused() throws IOException {
        Files.createDirectory(data.postgres());
        assertThatThrownBy(() -> Stamp.of(data)).isInstanceOf(Refusal.class).hasMessageContaining("it is missing");
    }
}
