package io.millrace.connectors.file.sink;

import io.millrace.columns.Rows;
import io.millrace.spi.Completion;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.Pending;
import io.millrace.spi.format.RowEncoder;
import io.millrace.spi.format.RowEncoder.Buffer;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.sink.Sink.WriterContext;
import io.millrace.spi.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one task to a pending file: encodes into one buffer while the other is being written. A flush ends the
 * file; rows behind it go to the next.
 */
final class FileSinkWriter implements SinkWriter {

    /** What is written at once: enough that the calls do not count, little enough to stay in the cache until then. */
    private static final int WRITE_BYTES = 1 << 20;

    private final FileStore files;
    private final SinkNames names;
    private final RowEncoder encoder;
    private final Optional<ChangeColumn> changes;
    private final WriterContext context;
    private final List<PendingFile> prepared = new ArrayList<>();

    private Buffer filling = new Buffer();
    private Buffer spare = new Buffer();
    private @Nullable PartFile part;

    /**
     * Of the next file: grows with each flush, so that the files that all tasks end at one barrier have one number; and over
     * all attempts of a deployment, so that no two files of a task have one name.
     */
    private int sequence;

    /** What the disk is doing for {@link #part}. */
    private @Nullable Pending<Buffer> writing;

    private @Nullable Pending<Long> finishing;

    /**
     * @param sequence the number of the first file; 0 where the result begins, else more than files were ever prepared by a
     *     task until the checkpoint to go on from
     */
    FileSinkWriter(
            FileStore files,
            SinkNames names,
            int sequence,
            RowEncoder encoder,
            Optional<ChangeColumn> changes,
            WriterContext context) {
        this.files = files;
        this.names = names;
        this.sequence = sequence;
        this.encoder = encoder;
        this.changes = changes;
        this.context = context;
    }

    @Override
    public Progress write(Rows rows) {
        if (filling.size() >= WRITE_BYTES) {
            Completion before = startWriting();
            if (before != null) {
                return Progress.waiting(before);
            }
        }
        if (part == null) {
            begin();
        }
        int before = filling.size();
        encode(rows);
        context.metrics().add(Metric.BYTES, filling.size() - before);
        return Progress.YIELD;
    }

    private void encode(Rows rows) {
        if (changes.isEmpty()) {
            encoder.encode(rows, filling);
            return;
        }
        Rows changed = changes.get().before(rows);
        try {
            encoder.encode(changed, filling);
        } finally {
            changed.release();
        }
    }

    private void begin() {
        part = new PartFile(files, names, names.pending(context.taskIndex(), sequence));
        encoder.header(filling);
    }

    /** Has the buffer written; what must be waited for first, if anything. */
    private @Nullable Completion startWriting() {
        Pending<Buffer> before = writing;
        if (before != null) {
            if (!before.isDone()) {
                return before;
            }
            spare = result(before);
        }
        Buffer full = filling;
        PartFile file = part();
        writing = context.blockingWork().submit(() -> file.write(full));
        spare.clear();
        filling = spare;
        return null;
    }

    private PartFile part() {
        PartFile file = part;
        if (file == null) {
            throw new IllegalStateException("No file is being written");
        }
        return file;
    }

    @Override
    public Progress flush() {
        if (part == null && sequence == 0 && context.taskIndex() == 0) {
            // Of no rows at all there is a result too, an empty one.
            begin();
        }
        if (part == null) {
            sequence++;
            return Progress.DONE;
        }
        if (finishing == null) {
            if (filling.size() > 0 || writing == null) {
                Completion before = startWriting();
                if (before != null) {
                    return Progress.waiting(before);
                }
            }
            Pending<Buffer> last = writing;
            if (last != null && !last.isDone()) {
                return Progress.waiting(last);
            }
            if (last != null) {
                spare = result(last);
                spare.clear();
                writing = null;
            }
            finishing = context.blockingWork().submit(part()::finish);
        }
        Pending<Long> end = finishing;
        if (!end.isDone()) {
            return Progress.waiting(end);
        }
        finishing = null;
        long size = result(end);
        prepared.add(
                new PendingFile(names.pending(context.taskIndex(), sequence), context.taskIndex(), sequence, size));
        part = null;
        sequence++;
        return Progress.DONE;
    }

    private static <T> T result(Pending<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Writing failed in a way nobody thought of", e);
        }
    }

    @Override
    public List<byte[]> prepareCommit() {
        List<byte[]> committables = prepared.stream().map(PendingFile::bytes).toList();
        prepared.clear();
        return committables;
    }

    @Override
    public void close() {
        for (PendingFile file : prepared) {
            submitAfter(null, () -> {
                files.delete(file.path());
                return true;
            });
        }
        PartFile open = part;
        if (open != null) {
            submitAfter(finishing != null ? finishing : writing, open::remove);
        }
    }

    /** Has something done when the disk is done with what it is doing. Nobody waits for it: it only tidies up. */
    private void submitAfter(@Nullable Completion running, Callable<Boolean> work) {
        if (running == null) {
            context.blockingWork().submit(work);
        } else {
            running.whenDone(() -> context.blockingWork().submit(work));
        }
    }
}
