package io.millrace.launcher.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A log of bounded size: {@code NAME.log}, and {@code NAME.log.1} from before. One thread writes. A disk that is full loses
 * lines, never the process that printed them: its pipe must be emptied, so failing writes are passed over and tried anew.
 */
public final class RotatingLog implements AutoCloseable {

    /** Enough for days of an ordinary child; two of them per child are kept. */
    private static final long LIMIT_BYTES = 10L << 20;

    private final Path file;
    private final Path previous;
    private final long limitBytes;
    private @Nullable OutputStream out;
    private long size;

    /** Appends to what is there. */
    public RotatingLog(Path folder, String name) {
        this(folder, name, LIMIT_BYTES);
    }

    RotatingLog(Path folder, String name, long limitBytes) {
        this.file = folder.resolve(name + ".log");
        this.previous = folder.resolve(name + ".log.1");
        this.limitBytes = limitBytes;
    }

    /** Writes the first {@code length} bytes. */
    public void write(byte[] bytes, int length) {
        try {
            OutputStream target = out == null ? open() : out;
            target.write(bytes, 0, length);
            size += length;
            if (size >= limitBytes) {
                close();
                Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Writes all of them. */
    public void write(byte[] bytes) {
        write(bytes, bytes.length);
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = opened;
        size = Files.size(file);
        return opened;
    }

    @Override
    public void close() {
        try (OutputStream closing = out) {
            out = null;
        } catch (IOException e) {
            out = null;
        }
    }
}
