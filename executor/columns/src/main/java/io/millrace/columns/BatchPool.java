package io.millrace.columns;

import io.millrace.model.type.Schema;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Batches of one schema, used again and again. One thread takes; any thread gives back. The pool grows to what is in
 * flight at once, which queues bound, and never shrinks while its operator lives.
 */
public final class BatchPool {

    private final Schema schema;
    private final FreeList<Batch> free = new FreeList<>();
    private final AtomicInteger outside = new AtomicInteger();

    public BatchPool(Schema schema) {
        this.schema = schema;
    }

    /** Names and types of the columns. */
    public Schema schema() {
        return schema;
    }

    /** An empty batch that the caller holds the only reference to. */
    public Batch take() {
        Batch batch = free.take();
        if (batch == null) {
            batch = new Batch(this);
        }
        batch.handOut();
        outside.getAndIncrement();
        return batch;
    }

    /** How many batches were taken and not yet recycled; zero after a clean end, else there is a leak. */
    public int outstanding() {
        return outside.get();
    }

    void takeBack(Batch batch) {
        outside.getAndDecrement();
        free.push(batch);
    }

    @Override
    public String toString() {
        return "pool of " + schema;
    }
}
