package io.millrace.launcher.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk that can be made full at once, and roomy again: a file system in memory whose size limit goes down to what is used.
 * Nothing is written for that, and the memory it takes is that of its files.
 */
final class SmallDisk implements AutoCloseable {

    private static final long MEBI = 1L << 20;

    /** What everybody may still write when it is "full": less than a batch of rows as text. */
    private static final long LEFT_BYTES = 64L << 10;

    private final Path mount;
    private final long sizeBytes;

    private SmallDisk(Path mount, long sizeBytes) {
        this.mount = mount;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Mounts one on an empty folder.
     *
     * @throws IOException with the words of {@code mount}, as when somebody else than root asks
     */
    static SmallDisk mount(Path folder, long sizeMebibytes) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + sizeMebibytes + "m", "millrace-chaos", folder.toString());
        return new SmallDisk(folder, sizeMebibytes * MEBI);
    }

    /** Leaves next to nothing free. */
    void fill() throws IOException, InterruptedException {
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                // Others write meanwhile, and a size below what is used is refused.
                resize(used() + LEFT_BYTES * (attempt + 1));
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Makes room again. */
    void empty() throws IOException, InterruptedException {
        resize(sizeBytes);
    }

    private void resize(long bytes) throws IOException, InterruptedException {
        run("mount", "-o", "remount,size=" + bytes, mount.toString());
    }

    private long used() throws IOException {
        var store = Files.getFileStore(mount);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Unmounts it. Lazily: what was killed just now may still be there, and the disk goes with the last of them. */
    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", mount.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + words.strip());
        }
    }
}
