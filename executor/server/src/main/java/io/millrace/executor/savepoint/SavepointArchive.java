package io.millrace.executor.savepoint;

import io.millrace.executor.savepoint.Savepoint.StoredFile;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint as one ZIP file, which is written and read from first to last. {@code savepoint.json} comes first, so that whoever
 * reads knows what to expect. Blocks; any thread.
 */
public final class SavepointArchive {

    /** What stands in the directory behind the files, of each of them. */
    private static final int MOST_DIRECTORY_BYTES = 1 << 10;

    /** What an archive ends with, if nobody has written a comment behind it. */
    private static final byte[] END = {'P', 'K', 5, 6};

    private static final int END_BYTES = 22;

    private SavepointArchive() {}

    /** Writes all files of a savepoint. */
    public static void write(SavepointFiles from, OutputStream to) throws IOException {
        Savepoint savepoint = from.description();
        ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        // Rows are compressed already.
        zip.setLevel(Deflater.BEST_SPEED);
        put(zip, SavepointFiles.DESCRIPTION, from, savepoint);
        for (StoredFile file : savepoint.files()) {
            put(zip, file.path(), from, savepoint);
        }
        zip.finish();
        zip.flush();
    }

    private static void put(ZipOutputStream zip, String path, SavepointFiles from, Savepoint savepoint)
            throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTime(savepoint.takenMicros() / 1_000);
        zip.putNextEntry(entry);
        try (InputStream in = from.open(path)) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }

    /**
     * Reads a savepoint into a folder. On failure nothing stays.
     *
     * @param mostBytes of all files together, unpacked
     * @throws io.millrace.spi.error.RunException when it is none, too large, or not as it was written
     */
    public static Savepoint read(InputStream from, SavepointFiles to, long mostBytes) throws IOException {
        boolean isRead = false;
        try {
            Tail whole = new Tail(from);
            Savepoint savepoint = readFiles(new ZipInputStream(whole, StandardCharsets.UTF_8), to, mostBytes);
            whole.requireEnd((long) MOST_DIRECTORY_BYTES * (savepoint.files().size() + 1));
            to.finish(savepoint);
            isRead = true;
            return savepoint;
        } finally {
            if (!isRead) {
                to.delete();
            }
        }
    }

    private static Savepoint readFiles(ZipInputStream zip, SavepointFiles to, long mostBytes) throws IOException {
        ZipEntry first = next(zip);
        if (first == null || !first.getName().equals(SavepointFiles.DESCRIPTION)) {
            throw SavepointErrors.damaged(
                    SavepointFiles.DESCRIPTION, "it is no ZIP file that begins with " + SavepointFiles.DESCRIPTION);
        }
        byte[] description = new Checked(zip, first.getName(), Savepoint.MOST_BYTES).readAllBytes();
        Savepoint savepoint =
                Savepoint.read(SavepointFiles.DESCRIPTION, new String(description, StandardCharsets.UTF_8));
        Map<String, StoredFile> missing = new HashMap<>();
        long sum = 0;
        for (StoredFile file : savepoint.files()) {
            sum += Math.max(0, Math.min(file.bytes(), mostBytes));
            missing.put(file.path(), file);
        }
        if (sum > mostBytes || savepoint.files().stream().anyMatch(file -> file.bytes() > mostBytes)) {
            throw SavepointErrors.tooLarge(mostBytes);
        }
        for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
            StoredFile file = missing.remove(entry.getName());
            if (file == null) {
                throw SavepointErrors.damaged(
                        entry.getName(),
                        SavepointFiles.DESCRIPTION + " says nothing of this file, or it is there twice");
            }
            read(zip, file, to);
        }
        if (!missing.isEmpty()) {
            throw SavepointErrors.missing(
                    missing.keySet().stream().sorted().findFirst().orElseThrow());
        }
        return savepoint;
    }

    private static void read(ZipInputStream zip, StoredFile file, SavepointFiles to) throws IOException {
        InputStream in = new Checked(zip, file.path(), file.bytes());
        StoredFile written = to.write(file.path(), in::transferTo);
        if (!written.sha256().equals(file.sha256())) {
            throw SavepointErrors.damaged(file.path(), "its SHA-256 differs");
        }
    }

    private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (ZipException | IllegalArgumentException e) {
            throw SavepointErrors.damaged("archive", String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            throw SavepointErrors.damaged("archive", "it ends too early");
        }
    }

    /** An entry that may have so many bytes and no more, and leaves the archive open. */
    private static final class Checked extends FilterInputStream {

        private final String path;
        private long left;

        Checked(InputStream in, String path, long most) {
            super(in);
            this.path = path;
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            int count;
            try {
                count = super.read(into, start, length);
            } catch (ZipException e) {
                throw SavepointErrors.damaged(path, "it cannot be unpacked: " + e.getMessage());
            } catch (EOFException e) {
                throw SavepointErrors.damaged(path, "the archive ends in it");
            }
            left -= Math.max(count, 0);
            if (left < 0) {
                throw SavepointErrors.damaged(path, "it has more bytes than it should have");
            }
            return count;
        }

        @Override
        public void close() {
            // What comes behind this entry is still to be read.
        }
    }

    /**
     * An archive that remembers its last bytes. Entries are read before the directory behind them, which nobody here needs; but who
     * has half an archive should hear of it now, and not from the next program.
     */
    private static final class Tail extends FilterInputStream {

        private byte[] last = new byte[0];

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            int count = super.read(into, start, length);
            if (count > 0) {
                byte[] longer = Arrays.copyOf(last, last.length + Math.min(count, END_BYTES));
                int taken = longer.length - last.length;
                System.arraycopy(into, start + count - taken, longer, last.length, taken);
                last = Arrays.copyOfRange(longer, Math.max(0, longer.length - END_BYTES), longer.length);
            }
            return count;
        }

        /** Reads to the end, of which there is so much at most. */
        void requireEnd(long most) throws IOException {
            byte[] buffer = new byte[8 << 10];
            long rest = 0;
            for (int count = read(buffer, 0, buffer.length); count > 0; count = read(buffer, 0, buffer.length)) {
                rest += count;
                if (rest > most) {
                    throw SavepointErrors.damaged("archive", "something else follows behind its files");
                }
            }
            if (last.length < END_BYTES || !Arrays.equals(Arrays.copyOf(last, END.length), END)) {
                throw SavepointErrors.damaged("archive", "it ends too early");
            }
        }
    }
}
