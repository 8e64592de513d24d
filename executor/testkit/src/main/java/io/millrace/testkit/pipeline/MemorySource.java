package io.millrace.testkit.pipeline;

import io.millrace.columns.Batch;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.annotation.Field;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.Column;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceConnector;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The source {@code memory-source}: rows a test has given for the node, dealt out in turn to some splits, read in batches
 * of a size that differs from split to split.
 */
final class MemorySource implements SourceConnector {

    /** What can be set: the columns, and how many splits the rows are dealt out to. */
    record MemoryConfig(
            List<Column> schema,

            @Field(defaultValue = "1", min = "1", max = "100")
            int splits) {}

    private final Map<String, List<List<@Nullable Object>>> rowsByNode;

    MemorySource(Map<String, List<List<@Nullable Object>>> rowsByNode) {
        this.rowsByNode = rowsByNode;
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("memory-source"),
                1,
                NodeKind.SOURCE,
                "Sources",
                "Memory",
                "Rows of a test.",
                "",
                "table",
                Ports.ofSource(),
                ConfigSchema.of(MemoryConfig.class),
                Abilities.ofSource(
                                new Boundedness.Bounded(),
                                new SourceSchema.FromConfig("schema"),
                                Guarantee.exactlyOnce("Rows are read on from where the checkpoint says."))
                        .withProjection());
    }

    @Override
    public Source create(SourceRequest request) {
        List<List<@Nullable Object>> rows = rowsByNode.getOrDefault(request.nodeId(), List.of());
        MemoryConfig config = io.millrace.spi.NodeConfig.read(MemoryConfig.class, request.config());
        return new Source() {
            @Override
            public boolean isBounded() {
                return true;
            }

            @Override
            public Assignment assignment() {
                return Assignment.ON_DEMAND;
            }

            @Override
            public SplitEnumerator enumerator() {
                return new Splits(config.splits());
            }

            @Override
            public SourceReader reader(ReaderContext context) {
                return new Reader(rows, config.splits(), request.projection(), context);
            }
        };
    }

    private static final class Splits implements SplitEnumerator {

        private final int count;
        private boolean found;

        Splits(int count) {
            this.count = count;
        }

        @Override
        public Discovery discover() {
            if (found) {
                return new Discovery(List.of(), Optional.empty());
            }
            found = true;
            return new Discovery(
                    IntStream.range(0, count)
                            .mapToObj(split ->
                                    Split.of("split " + split, (split + " 0").getBytes(StandardCharsets.UTF_8)))
                            .toList(),
                    Optional.empty());
        }

        @Override
        public byte[] snapshot() {
            return new byte[] {(byte) (found ? 1 : 0)};
        }

        @Override
        public void restore(byte[] snapshot) {
            found = snapshot[0] == 1;
        }

        @Override
        public void close() {}
    }

    private record Reader(List<List<@Nullable Object>> rows, int splits, int[] projection, ReaderContext context)
            implements SourceReader {

        @Override
        public SplitReader open(Split split) {
            String[] state = new String(split.state(), StandardCharsets.UTF_8).split(" ");
            int number = Integer.parseInt(state[0]);
            List<List<@Nullable Object>> mine = new ArrayList<>();
            for (int i = number; i < rows.size(); i += splits) {
                List<@Nullable Object> projected = new ArrayList<>();
                for (int column : projection) {
                    projected.add(rows.get(i).get(column));
                }
                mine.add(projected);
            }
            return new RowsReader(number, Integer.parseInt(state[1]), mine, 1 + number * 3, context);
        }

        @Override
        public void close() {}
    }

    private static final class RowsReader implements SplitReader {

        private final List<List<@Nullable Object>> rows;
        private final int batchSize;
        private final ReaderContext context;
        private final int split;
        private int next;

        RowsReader(int split, int next, List<List<@Nullable Object>> rows, int batchSize, ReaderContext context) {
            this.split = split;
            this.next = next;
            this.rows = rows;
            this.batchSize = batchSize;
            this.context = context;
        }

        @Override
        public Progress read(Consumer<Batch> out) {
            int count = Math.min(batchSize, rows.size() - next);
            if (count == 0) {
                return Progress.DONE;
            }
            Batch batch = context.pool().take();
            int first = next;
            BoxedValues.fill(batch, rows.subList(first, first + count));
            batch.setOrigin(row -> "row " + (first + row));
            next += count;
            out.accept(batch);
            return Progress.YIELD;
        }

        @Override
        public byte[] state() {
            return (split + " " + next).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {}
    }
}
