package io.millrace.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {

    @TempDir
    Path folder;

    @Test
    void whatIsFullTakesNothingAndWhatIsEmptiedTakesItAgain() throws Exception {
        Optional<SmallDisk> mounted = mount();
        assumeTrue(mounted.isPresent(), "only root can make a small disk");
        try (SmallDisk disk = mounted.orElseThrow()) {
            Path file = folder.resolve("file");
            Files.write(file, new byte[1 << 20]);

            disk.fill();
            assertThatThrownBy(() -> Files.write(folder.resolve("more"), new byte[1 << 20]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            disk.empty();
            Files.write(folder.resolve("more"), new byte[1 << 20]);

            assertThat(Files.size(file)).isEqualTo(1 << 20);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Optional<SmallDisk> mount() throws InterruptedException {
        try {
            return Optional.of(SmallDisk.mount(folder, 64));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
