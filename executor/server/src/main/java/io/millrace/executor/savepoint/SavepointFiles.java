package io.millrace.executor.savepoint;

import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files of one savepoint in a storage. {@code savepoint.json} is written last: without it there is none. All methods may
 * block; any thread.
 *
 * @param folder where they are in the storage
 */
public record SavepointFiles(CheckpointStorage storage, String folder) {

    /** What says what all others are. */
    static final String DESCRIPTION = "savepoint.json";

    /** The revision that ran. */
    static final String PIPELINE = "pipeline.json";

    /** What executors ran of it. */
    static final String PLAN = "plan.bin";

    /** None of the files that are read as a whole is so long. */
    private static final int MOST_BYTES_AT_ONCE = 16 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    /** Writes what a file holds. */
    interface Content {
        void write(OutputStream to) throws IOException;
    }

    /** Writes a file; what was written. */
    Savepoint.StoredFile write(String path, Content content) throws IOException {
        MessageDigest digest = sha256();
        try (CheckpointStorage.Upload upload = storage.begin(folder + "/" + path)) {
            // Whoever writes closes what it writes to; the file ends with it.
            OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(new UploadStream(upload), digest), BUFFER_BYTES);
            content.write(out);
            out.flush();
            upload.finish();
            return new Savepoint.StoredFile(
                    path, upload.sizeBytes(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    Savepoint.StoredFile write(String path, byte[] bytes) throws IOException {
        return write(path, to -> to.write(bytes));
    }

    /**
     * The savepoint is complete.
     *
     * @throws io.millrace.spi.error.RunException when it says more than any reader would take
     */
    void finish(Savepoint savepoint) throws IOException {
        byte[] text = savepoint.text().getBytes(StandardCharsets.UTF_8);
        if (text.length > Savepoint.MOST_BYTES) {
            throw SavepointErrors.tooMuchToSay(text.length);
        }
        // What cannot be read again is no savepoint; better now than when it is needed.
        Savepoint.read(DESCRIPTION, new String(text, StandardCharsets.UTF_8));
        write(DESCRIPTION, text);
    }

    /**
     * What the savepoint says of itself.
     *
     * @throws io.millrace.spi.error.RunException when there is none, or one of a later version
     */
    public Savepoint description() throws IOException {
        return Savepoint.read(DESCRIPTION, new String(all(DESCRIPTION, Savepoint.MOST_BYTES), StandardCharsets.UTF_8));
    }

    /** All bytes of a small file. */
    byte[] all(String path) throws IOException {
        return all(path, MOST_BYTES_AT_ONCE);
    }

    private byte[] all(String path, int most) throws IOException {
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw SavepointErrors.damaged(path, "it has more bytes than any such file");
            }
            return bytes;
        }
    }

    /** Opens a file. */
    InputStream open(String path) throws IOException {
        try {
            return new BufferedInputStream(new ReadingStream(storage.open(folder + "/" + path)), BUFFER_BYTES);
        } catch (NoSuchFileException e) {
            throw SavepointErrors.missing(path);
        }
    }

    /** Reads a file to its end and compares it with what is known of it. */
    void verify(Savepoint.StoredFile file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = open(file.path())) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        if (size != file.bytes()) {
            throw SavepointErrors.damaged(file.path(), "it has " + size + " bytes and should have " + file.bytes());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw SavepointErrors.damaged(file.path(), "its SHA-256 differs");
        }
    }

    /** Removes all files, so that nothing is there any more. */
    public void delete() throws IOException {
        for (CheckpointStorage.Entry entry : storage.list(folder)) {
            storage.delete(entry.path());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A file of a storage as a stream, which does not finish it. */
    private static final class UploadStream extends OutputStream {

        private final CheckpointStorage.Upload upload;

        UploadStream(CheckpointStorage.Upload upload) {
            this.upload = upload;
        }

        @Override
        public void write(int octet) throws IOException {
            upload.write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            upload.write(bytes, start, length);
        }
    }

    /** From first to last. */
    private static final class ReadingStream extends InputStream {

        private final FileStore.Reading file;
        private long at;

        ReadingStream(FileStore.Reading file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, file.sizeBytes() - at);
            int count = wanted <= 0 ? -1 : file.read(at, into, start, wanted);
            at += Math.max(count, 0);
            return count;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
