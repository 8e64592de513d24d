package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

    @TempDir
    Path folder;

    @Test
    void aFullLogMakesRoomForTheNext() throws IOException {
        try (RotatingLog log = new RotatingLog(folder, "child", 10)) {
            for (String line : new String[] {"first line\n", "second line\n", "third\n"}) {
                log.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(folder.resolve("child.log")).hasContent("third\n");
        assertThat(folder.resolve("child.log.1")).hasContent("second line\n");
    }

    @Test
    void whatWasThereBeforeStays() throws IOException {
        Files.writeString(folder.resolve("child.log"), "before\n");
        try (RotatingLog log = new RotatingLog(folder, "child", 100)) {
            log.write("after\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(folder.resolve("child.log")).hasContent("before\nafter\n");
    }

    @Test
    void aPlaceThatCannotBeWrittenLosesLinesAndNothingElse() {
        try (RotatingLog log = new RotatingLog(folder.resolve("missing"), "child", 100)) {
            assertThatCode(() -> log.write(new byte[] {'x'})).doesNotThrowAnyException();
        }
    }
}
