package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A short {@code bench chaos}, which fails when there is a difference. Run by {@code ./millrace test --all}. */
@EnabledIfSystemProperty(named = "millrace.tests", matches = "installed")
@EnabledIfSystemProperty(named = "millrace.all", matches = "true")
class ChaosTest {

    @TempDir
    Path folder;

    @Test
    void someFaultsMakeNoDifference() throws Exception {
        String words = Installed.run(
                folder, Duration.ofMinutes(6), "bench", "chaos", "--minutes", "1", "--faults", "2", "--seed", "2");

        assertThat(words).contains("rows compared").doesNotContain("NO ROWS", "Kept:");
    }
}
