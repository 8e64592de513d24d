package io.millrace.testkit.why;

import io.millrace.columns.Batch;
import io.millrace.columns.testing.BoxedValues;
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
import io.millrace.spi.Completion;
import io.millrace.spi.operator.Progress;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceConnector;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.SourceRequest;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The source {@code split-source}, whose splits have names and bring the rows (value, event time) that the test gives them. */
final class SplitSource implements SourceConnector {

    /** The columns. */
    record Config(List<Column> schema) {}

    private static final long MICROS = 1_000_000;
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private final List<Split> splits = new ArrayList<>();
    private final Map<String, ArrayDeque<List<@Nullable Object>>> rows = new HashMap<>();
    private final Map<String, Completion> waiting = new HashMap<>();
    private Source.Assignment assignment = Source.Assignment.SPREAD;

    /** There is a split of this name; of one node alone where it begins with that and a colon. */
    void split(String name) {
        splits.add(Split.of(name, new byte[0]));
    }

    /** There is a split of this name, all of whose rows are this late or later. */
    void split(String name, long earliestSecond) {
        splits.add(new Split(name, new byte[0], earliestSecond * MICROS));
    }

    /** Each task reads one split at a time. */
    void onDemand() {
        assignment = Source.Assignment.ON_DEMAND;
    }

    /** A row of a split. */
    void row(String split, long value, double second) {
        rows.computeIfAbsent(split, _ -> new ArrayDeque<>()).add(List.of(value, Math.round(second * MICROS)));
        Completion more = waiting.remove(split);
        if (more != null) {
            more.complete();
        }
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("split-source"),
                1,
                NodeKind.SOURCE,
                "Sources",
                "Splits",
                "Rows of a test.",
                "",
                "table",
                Ports.ofSource(),
                ConfigSchema.of(Config.class),
                Abilities.ofSource(
                        new Boundedness.Unbounded(),
                        new SourceSchema.FromConfig("schema"),
                        Guarantee.exactlyOnce("As the test says.")));
    }

    @Override
    public Source create(SourceRequest request) {
        return new OfNode(request.nodeId());
    }

    private final class OfNode implements Source {

        private final String node;

        OfNode(String node) {
            this.node = node;
        }

        @Override
        public boolean isBounded() {
            return false;
        }

        @Override
        public Assignment assignment() {
            return assignment;
        }

        @Override
        public SplitEnumerator enumerator() {
            return new Splits(splits.stream()
                    .filter(split ->
                            split.id().startsWith(node + ":") || !split.id().contains(":"))
                    .toList());
        }

        @Override
        public SourceReader reader(ReaderContext context) {
            return new SourceReader() {
                @Override
                public SplitReader open(Split split) {
                    return new Reader(split, context);
                }

                @Override
                public void close() {}
            };
        }
    }

    private static final class Splits implements SplitEnumerator {

        private List<Split> found;

        Splits(List<Split> all) {
            found = all;
        }

        @Override
        public Discovery discover() {
            List<Split> now = found;
            found = List.of();
            return new Discovery(now, Optional.of(LOOKS_EVERY));
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] snapshot) {}

        @Override
        public void close() {}
    }

    private final class Reader implements SplitReader {

        private final Split split;
        private final ReaderContext context;

        Reader(Split split, ReaderContext context) {
            this.split = split;
            this.context = context;
        }

        @Override
        public Progress read(Consumer<Batch> out) {
            List<@Nullable Object> row =
                    rows.computeIfAbsent(split.id(), _ -> new ArrayDeque<>()).poll();
            if (row != null) {
                Batch batch = context.pool().take();
                BoxedValues.fill(batch, List.of(row));
                out.accept(batch);
                return Progress.YIELD;
            }
            return Progress.waiting(waiting.computeIfAbsent(split.id(), _ -> new Completion()));
        }

        @Override
        public byte[] state() {
            return split.state();
        }

        @Override
        public void close() {}
    }
}
