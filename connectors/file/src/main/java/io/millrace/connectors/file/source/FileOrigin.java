package io.millrace.connectors.file.source;

import io.millrace.columns.Batch;
import io.millrace.columns.Counted;
import io.millrace.columns.FreeList;
import io.millrace.columns.RowOrigin;

/** Where the rows of one batch stand in a file: the line where lines are counted from the start, else the byte. */
final class FileOrigin extends Counted implements RowOrigin {

    private final Pool home;
    private final int[] starts = new int[Batch.MAX_ROWS];
    private final int[] lines = new int[Batch.MAX_ROWS];
    private String path = "";
    private long base;
    private long firstLine;

    private FileOrigin(Pool home) {
        this.home = home;
    }

    /** Notes where a row begins, in the chunk and in lines behind the first. */
    void set(int row, int start, long line) {
        starts[row] = start;
        lines[row] = (int) (line - firstLine);
    }

    @Override
    public String describe(int row) {
        return place(path, base + starts[row], firstLine == 0 ? 0 : firstLine + lines[row]);
    }

    /** A place in a file, in words. */
    static String place(String path, long position, long line) {
        return path + (line > 0 ? ", line " + line : ", byte " + position);
    }

    @Override
    protected void recycle() {
        home.free.push(this);
    }

    /** Origins of one source task. One thread takes; any thread gives back. */
    static final class Pool {

        private final FreeList<FileOrigin> free = new FreeList<>();

        /**
         * An origin to be filled.
         *
         * @param base the place in the file of the chunk's index 0
         * @param firstLine the line of the first row at the earliest; 0 when lines are not known
         */
        FileOrigin take(String path, long base, long firstLine) {
            FileOrigin origin = free.take();
            if (origin == null) {
                origin = new FileOrigin(this);
            }
            origin.path = path;
            origin.base = base;
            origin.firstLine = firstLine;
            origin.firstReference();
            return origin;
        }
    }
}
