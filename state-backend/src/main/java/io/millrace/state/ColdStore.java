package io.millrace.state;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * The one RocksDB of a process, for rows that are not in the arrays: (store, id) → bytes. Opened by the first row that is written.
 * What it holds is worth nothing after the process, so there is no write-ahead log, and the folder goes at open and at close.
 *
 * <p>Closing a database that is in use ends the process, not the call. So every use counts itself in, {@link #close} refuses new
 * ones, closes the views, waits for those that are in, and then closes what was made in the reverse order. Any thread; all methods
 * may block.
 */
final class ColdStore implements AutoCloseable {

    /** A batch of evicted rows is far smaller; so many bytes go to a file at once. */
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    /** Of all memory, what rows wait in until they are written to a file. */
    private static final int WRITE_BUFFERS_SHARE = 2;

    private static final long SMALLEST_MEMORY = 8L << 20;
    private static final int BLOCK_BYTES = 4 << 10;
    private static final int FILTER_BITS = 10;
    private static final int BACKGROUND_JOBS = 2;

    /** How long one call may take when the store is closed. */
    private static final long PATIENCE_MS = 10_000;

    private final Path folder;
    private final long memoryBytes;

    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicLong rowsWritten = new AtomicLong();

    /** What was made and has to be closed, the newest first. Guarded by this. */
    private final Deque<AbstractNativeReference> made = new ArrayDeque<>();

    /** How many calls and views are in. Guarded by this. */
    private int uses;

    /** Those that are open. Guarded by this. */
    private final Set<View> views = new HashSet<>();

    /** Guarded by this. */
    private int stores;

    /** Guarded by this. */
    private boolean closed;

    /** Guarded by this. */
    @Nullable
    private Database database;

    private record Database(RocksDB rocks, WriteOptions write, ReadOptions read) {}

    /**
     * Opens nothing yet.
     *
     * @param folder of this process alone; what is in it is removed
     * @param memoryBytes for blocks that were read and rows that are to be written, together
     */
    ColdStore(Path folder, long memoryBytes) {
        this.folder = folder;
        this.memoryBytes = Math.max(SMALLEST_MEMORY, memoryBytes);
    }

    /** A number for the rows of one more store. */
    synchronized int newStore() {
        return ++stores;
    }

    /** How many rows were read for tasks, not for checkpoints. */
    long rowsRead() {
        return rowsRead.get();
    }

    /** How many rows were written. */
    long rowsWritten() {
        return rowsWritten.get();
    }

    /**
     * Writes rows, over those of the same ids.
     *
     * @param values the bytes of each row
     */
    void write(int store, int[] ids, byte[][] values, int count) {
        Database in = enter();
        try (WriteBatch batch = new WriteBatch()) {
            for (int i = 0; i < count; i++) {
                batch.put(key(store, ids[i]), values[i]);
            }
            in.rocks.write(in.write, batch);
            rowsWritten.addAndGet(count);
        } catch (RocksDBException e) {
            throw failed("write", e);
        } finally {
            leave();
        }
    }

    /**
     * Reads rows.
     *
     * @param ids ascending
     * @return the bytes of each row
     * @throws IllegalStateException if one is not there
     */
    byte[][] read(int store, int[] ids, int count) {
        Database in = enter();
        try {
            byte[][] keys = new byte[count][];
            for (int i = 0; i < count; i++) {
                keys[i] = key(store, ids[i]);
            }
            List<byte[]> found = in.rocks.multiGetAsList(in.read, Arrays.asList(keys));
            byte[][] values = new byte[count][];
            for (int i = 0; i < count; i++) {
                values[i] = require(found.get(i), store, ids[i]);
            }
            rowsRead.addAndGet(count);
            return values;
        } catch (RocksDBException e) {
            throw failed("read", e);
        } finally {
            leave();
        }
    }

    private static byte[] require(byte @Nullable [] value, int store, int id) {
        if (value == null) {
            throw new IllegalStateException("Row " + id + " of store " + store + " was written and is not there");
        }
        return value;
    }

    /** Removes all rows of a store; snapshots keep them. */
    void drop(int store) {
        Database in = enter();
        try {
            in.rocks.deleteRange(in.write, key(store, 0), key(store + 1, 0));
        } catch (RocksDBException e) {
            throw failed("delete", e);
        } finally {
            leave();
        }
    }

    /** All rows as they are now. Counts as a use until it is closed. */
    View view(int store) {
        Database in = enter();
        View view = new View(in, store, in.rocks.getSnapshot());
        boolean refused;
        synchronized (this) {
            refused = closed;
            views.add(view);
        }
        if (refused) {
            view.close();
            throw refusal();
        }
        return view;
    }

    /**
     * Rows as they were, read in the order of their ids. Reading pushes nothing out of the cache. One thread reads; any may close it,
     * also meanwhile.
     */
    final class View implements AutoCloseable {

        private final Database in;
        private final int store;
        private final Snapshot snapshot;

        @Nullable
        private ReadOptions options;

        @Nullable
        private RocksIterator iterator;

        private boolean viewClosed;

        private View(Database in, int store, Snapshot snapshot) {
            this.in = in;
            this.store = store;
            this.snapshot = snapshot;
        }

        /**
         * The bytes of a row.
         *
         * @param id higher than the last one
         * @throws IllegalStateException if it is not there, or the view is closed
         */
        synchronized byte[] next(int id) {
            if (viewClosed) {
                throw refusal();
            }
            byte[] key = key(store, id);
            RocksIterator rows = iterator;
            if (rows == null) {
                ReadOptions made = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
                options = made;
                rows = in.rocks.newIterator(made);
                iterator = rows;
                rows.seek(key);
            } else {
                rows.next();
            }
            if (rows.isValid() && !Arrays.equals(rows.key(), key)) {
                rows.seek(key);
            }
            boolean found = rows.isValid() && Arrays.equals(rows.key(), key);
            try {
                rows.status();
            } catch (RocksDBException e) {
                throw failed("read", e);
            }
            return require(found ? rows.value() : null, store, id);
        }

        @Override
        public synchronized void close() {
            if (viewClosed) {
                return;
            }
            viewClosed = true;
            if (iterator != null) {
                iterator.close();
            }
            if (options != null) {
                options.close();
            }
            in.rocks.releaseSnapshot(snapshot);
            snapshot.close();
            left(this);
        }
    }

    private static byte[] key(int store, int id) {
        return ByteBuffer.allocate(8).putInt(store).putInt(id).array();
    }

    private synchronized Database enter() {
        if (closed) {
            throw refusal();
        }
        Database open = database;
        if (open == null) {
            open = open();
            database = open;
        }
        uses++;
        return open;
    }

    private IllegalStateException refusal() {
        return new IllegalStateException("The store of cold rows in " + folder + " is closed");
    }

    private synchronized void leave() {
        uses--;
        notifyAll();
    }

    private synchronized void left(View view) {
        views.remove(view);
        leave();
    }

    private Database open() {
        try {
            removeFolder();
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed("make the folder", e);
        }
        RocksDB.loadLibrary();
        boolean opened = false;
        try {
            // A strict limit would let reads fail where a few blocks more are what is needed.
            LRUCache cache = keep(new LRUCache(memoryBytes));
            WriteBufferManager buffers = keep(new WriteBufferManager(memoryBytes / WRITE_BUFFERS_SHARE, cache));
            BloomFilter filter = keep(new BloomFilter(FILTER_BITS));
            Options options = keep(new Options());
            options.setCreateIfMissing(true)
                    // Rows are written over in no order: levels would be written anew some ten times for each of them.
                    .setCompactionStyle(CompactionStyle.UNIVERSAL)
                    .setWriteBufferManager(buffers)
                    .setWriteBufferSize(Math.min(WRITE_BUFFER_BYTES, memoryBytes / (2 * WRITE_BUFFERS_SHARE)))
                    .setMaxBackgroundJobs(BACKGROUND_JOBS)
                    .setCompressionType(CompressionType.LZ4_COMPRESSION)
                    // Nothing is looked for in vain, so what the last level would be asked for is there.
                    .setOptimizeFiltersForHits(true)
                    .setAvoidFlushDuringShutdown(true)
                    .setTableFormatConfig(new BlockBasedTableConfig()
                            .setBlockCache(cache)
                            .setBlockSize(BLOCK_BYTES)
                            .setFilterPolicy(filter)
                            .setCacheIndexAndFilterBlocks(true)
                            .setPinL0FilterAndIndexBlocksInCache(true));
            WriteOptions write = keep(new WriteOptions());
            write.setDisableWAL(true);
            ReadOptions read = keep(new ReadOptions());
            Database open = new Database(keep(RocksDB.open(options, folder.toString())), write, read);
            opened = true;
            return open;
        } catch (RocksDBException e) {
            throw failed("open", e);
        } finally {
            if (!opened) {
                closeAll();
            }
        }
    }

    private <T extends AbstractNativeReference> T keep(T reference) {
        made.push(reference);
        return reference;
    }

    private void closeAll() {
        while (!made.isEmpty()) {
            made.pop().close();
        }
    }

    private RunException failed(String what, Exception cause) {
        return new RunException(
                RunError.external(
                        "state.disk",
                        "State that does not fit memory cannot be kept in " + folder + ": to " + what
                                + " it failed with `"
                                + cause.getMessage()
                                + "`. Look whether the disk is full or read-only, or give the executor more memory.",
                        true),
                cause);
    }

    /**
     * Waits for calls that are in, closes the database, if it was opened, and removes the folder. If a call does not come back, as from
     * a disk that is gone, everything stays: the process is about to end.
     */
    @Override
    public void close() {
        List<View> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(views);
        }
        open.forEach(View::close);
        closeWhenUnused();
    }

    private synchronized void closeWhenUnused() {
        boolean interrupted = false;
        int before = Integer.MAX_VALUE;
        while (uses > 0 && uses < before) {
            before = uses;
            try {
                wait(PATIENCE_MS);
            } catch (InterruptedException e) {
                interrupted = true;
                before = Integer.MAX_VALUE;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (uses > 0) {
            return;
        }
        boolean wasOpen = database != null;
        database = null;
        closeAll();
        if (wasOpen) {
            try {
                removeFolder();
            } catch (IOException e) {
                throw new UncheckedIOException("The folder " + folder + " of cold state cannot be removed", e);
            }
        }
    }

    private void removeFolder() throws IOException {
        ColdFolder.remove(folder);
    }

    @Override
    public String toString() {
        return "cold rows in " + folder;
    }
}
