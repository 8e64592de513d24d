package io.millrace.testkit.job;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The source {@code scripted-source}, of one BIGINT column: splits are found and rows come when the test gives them. */
final class ScriptedSource implements SourceConnector, Source {

    /** The one column. */
    record Config(List<Column> schema) {}

    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private final Script script;
    private final ArrayDeque<Split> undiscovered = new ArrayDeque<>();
    private final ArrayDeque<Long> rows = new ArrayDeque<>();
    private final List<Completion> waiting = new ArrayList<>();
    private boolean ended;
    private boolean growing;

    ScriptedSource(Script script) {
        this.script = script;
    }

    /** There is one more split. */
    void split(String id) {
        undiscovered.add(Split.of(id, new byte[0]));
    }

    /** The source looks for splits again each minute. */
    void growing() {
        growing = true;
    }

    /** A row for whoever asks first. */
    void row(long value) {
        rows.add(value);
        wake();
    }

    /** All splits end. */
    void end() {
        ended = true;
        wake();
    }

    private void wake() {
        List<Completion> woken = List.copyOf(waiting);
        waiting.clear();
        woken.forEach(Completion::complete);
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return new NodeTypeDescriptor(
                new NodeTypeName("scripted-source"),
                1,
                NodeKind.SOURCE,
                "Sources",
                "Scripted",
                "Rows of a test.",
                "",
                "table",
                Ports.ofSource(),
                ConfigSchema.of(Config.class),
                Abilities.ofSource(
                        new Boundedness.Bounded(),
                        new SourceSchema.FromConfig("schema"),
                        Guarantee.exactlyOnce("As the script says.")));
    }

    @Override
    public Source create(SourceRequest request) {
        return this;
    }

    @Override
    public boolean isBounded() {
        return !growing;
    }

    @Override
    public Assignment assignment() {
        return Assignment.ON_DEMAND;
    }

    @Override
    public SplitEnumerator enumerator() {
        script.called("enumerator");
        return new SplitEnumerator() {
            @Override
            public Discovery discover() {
                script.called("discover");
                List<Split> found = List.copyOf(undiscovered);
                undiscovered.clear();
                return new Discovery(found, growing ? Optional.of(LOOKS_EVERY) : Optional.empty());
            }

            @Override
            public byte[] snapshot() {
                return new byte[0];
            }

            @Override
            public void restore(byte[] snapshot) {}

            @Override
            public void close() {
                script.called("close enumerator");
            }
        };
    }

    @Override
    public SourceReader reader(ReaderContext context) {
        script.called("reader");
        return new SourceReader() {
            @Override
            public SplitReader open(Split split) {
                script.called("open " + split);
                return new Reader(split, context);
            }

            @Override
            public void close() {
                script.called("close reader");
            }
        };
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
            Long value = rows.poll();
            if (value != null) {
                script.called("read");
                Batch batch = context.pool().take();
                List<@Nullable Object> row = new ArrayList<>();
                row.add(value);
                BoxedValues.fill(batch, List.of(row));
                out.accept(batch);
                return Progress.YIELD;
            }
            if (ended) {
                return Progress.DONE;
            }
            Completion more = new Completion();
            waiting.add(more);
            return Progress.waiting(more);
        }

        @Override
        public byte[] state() {
            return split.state();
        }

        @Override
        public void close() {
            script.called("close " + split);
        }
    }
}
