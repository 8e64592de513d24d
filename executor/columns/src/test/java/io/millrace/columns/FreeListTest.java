package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buffers that many threads give back and one takes. */
class FreeListTest {

    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void theListIsEmptyAtFirstAndWhenAllIsTaken() {
        FreeList<Item> list = new FreeList<>();
        assertThat(list.take()).isNull();
        list.push(new Item(1));
        assertThat(list.take()).isNotNull();
        assertThat(list.take()).isNull();
    }

    @Test
    void whatManyThreadsPushIsTakenOnceEach() throws Exception {
        int perThread = 100_000;
        FreeList<Item> list = new FreeList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * perThread;
            running.add(threads.submit(() -> {
                for (int i = 0; i < perThread; i++) {
                    list.push(new Item(first + i));
                }
            }));
        }

        BitSet seen = new BitSet();
        for (int taken = 0; taken < THREADS * perThread; taken++) {
            Item item = next(list);
            assertThat(seen.get(item.number)).isFalse();
            seen.set(item.number);
        }
        await();
        assertThat(list.take()).isNull();
    }

    @Test
    void aBatchGoesRoundBetweenThreadsAndIsNeverInTwoHands() throws Exception {
        int rounds = 50_000;
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("BIGINT")));
        RowsPool rowsPool = new RowsPool();
        BlockingQueue<Rows> sent = new LinkedBlockingQueue<>(64);
        for (int thread = 0; thread < THREADS; thread++) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < rounds / THREADS; i++) {
                    Rows rows = sent.take();
                    // Were the batch in two hands, the taker would be writing another number over these.
                    Object number = BoxedValues.get(rows.batch().column(0), 0);
                    assertThat(BoxedValues.get(rows.batch().column(0), 1)).isEqualTo(number);
                    rows.release();
                }
                return null;
            }));
        }
        for (int i = 0; i < rounds; i++) {
            Batch batch = pool.take();
            assertThat(batch.references()).isEqualTo(1);
            long[] values = ((LongVector) batch.column(0)).values();
            values[0] = i;
            values[1] = i;
            batch.setRowCount(2);
            sent.put(rowsPool.take(batch));
        }
        await();

        assertThat(pool.outstanding()).isZero();
        assertThat(rowsPool.outstanding()).isZero();
    }

    @Test
    void theLastOfManyReleasesRecyclesOnce() throws Exception {
        int rounds = 20_000;
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("INT")));
        List<BlockingQueue<Batch>> queues = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            BlockingQueue<Batch> queue = new LinkedBlockingQueue<>(16);
            queues.add(queue);
            running.add(threads.submit(() -> {
                for (int i = 0; i < rounds; i++) {
                    queue.take().release();
                }
                return null;
            }));
        }
        for (int i = 0; i < rounds; i++) {
            Batch batch = pool.take();
            for (int thread = 1; thread < THREADS; thread++) {
                batch.retain();
            }
            for (BlockingQueue<Batch> queue : queues) {
                queue.put(batch);
            }
        }
        await();

        assertThat(pool.outstanding()).isZero();
    }

    private static Item next(FreeList<Item> list) {
        while (true) {
            Item item = list.take();
            if (item != null) {
                return item;
            }
            Thread.onSpinWait();
        }
    }

    private void await() throws Exception {
        for (Future<?> future : running) {
            future.get();
        }
    }

    private static final class Item extends Counted {

        private final int number;

        Item(int number) {
            this.number = number;
        }

        @Override
        protected void recycle() {}
    }
}
