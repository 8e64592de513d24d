package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file with all arguments of {@code java} for the preview process, which the control plane starts: a small heap, and the files
 * root to read samples from.
 */
final class PreviewArguments {

    private PreviewArguments() {}

    static Path file(DataDirectory data) {
        return data.run().resolve("preview-arguments");
    }

    static void write(Installation installation, DataDirectory data) throws IOException {
        String files = data.files().toString().replace("\\", "\\\\").replace("\"", "\\\"");
        Files.writeString(file(data), """
                -Xmx384m
                -XX:+UseSerialGC
                %s
                io.millrace.executor.preview.PreviewMain
                "%s"
                """.formatted(
                        Files.readString(installation.engineArguments()).strip(), files));
    }
}
