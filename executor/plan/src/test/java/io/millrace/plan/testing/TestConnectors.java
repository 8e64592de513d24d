package io.millrace.plan.testing;

import io.millrace.model.annotation.Field;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Descriptors of sources and sinks that do not exist: {@code flights} (bounded, fixed columns, leaves columns out), {@code
 * table} (columns in the config, unbounded unless {@code rows} is set), {@code blackhole} (takes everything), {@code
 * log} (takes new rows only), {@code book} (takes changes when its config names a column for them) and {@code shelf} (has a
 * path).
 */
public final class TestConnectors {

    /** Columns of {@code flights}. */
    public static final Schema FLIGHTS = new Schema(List.of(
            new Column("date", DataType.parse("TIMESTAMP(3)")),
            new Column("delay", DataType.parse("INT")),
            new Column("distance", DataType.parse("INT NOT NULL")),
            new Column("origin", DataType.parse("STRING NOT NULL")),
            new Column("destination", DataType.parse("STRING"))));

    record TableConfig(
            List<Column> schema, @Field(min = "0") Optional<Long> rows) {}

    record NoConfig() {}

    record BookConfig(Optional<String> changes) {}

    record ShelfConfig(@Field(kind = Field.Kind.PATH) String path) {}

    private TestConnectors() {}

    /** All of them. */
    public static Catalogue catalogue() {
        return Catalogue.of(List.of(
                descriptor(
                        "flights",
                        NodeKind.SOURCE,
                        NoConfig.class,
                        Ports.ofSource(),
                        Abilities.ofSource(
                                        new Boundedness.Bounded(),
                                        new SourceSchema.Fixed(FLIGHTS),
                                        Guarantee.exactlyOnce("Flights are read on."))
                                .withProjection()),
                descriptor(
                        "table",
                        NodeKind.SOURCE,
                        TableConfig.class,
                        Ports.ofSource(),
                        Abilities.ofSource(
                                new Boundedness.BoundedWhenSet("rows"),
                                new SourceSchema.FromConfig("schema"),
                                Guarantee.atLeastOnce("A table forgets how far it is."))),
                descriptor(
                        "blackhole",
                        NodeKind.SINK,
                        NoConfig.class,
                        Ports.ofSink(),
                        Abilities.ofSink(
                                Set.of(ChangeMode.Kind.values()), Guarantee.exactlyOnce("Nothing is written."))),
                descriptor(
                        "log",
                        NodeKind.SINK,
                        NoConfig.class,
                        Ports.ofSink(),
                        Abilities.ofSink(Set.of(ChangeMode.Kind.APPEND), Guarantee.atLeastOnce("Lines come again."))),
                descriptor(
                        "book",
                        NodeKind.SINK,
                        BookConfig.class,
                        Ports.ofSink(),
                        Abilities.ofSink(Set.of(ChangeMode.Kind.values()), Guarantee.exactlyOnce("Nothing is written."))
                                .withChangeColumn("changes")),
                descriptor(
                        "shelf",
                        NodeKind.SINK,
                        ShelfConfig.class,
                        Ports.ofSink(),
                        Abilities.ofSink(
                                Set.of(ChangeMode.Kind.APPEND), Guarantee.exactlyOnce("Files are put there.")))));
    }

    private static NodeTypeDescriptor descriptor(
            String name, NodeKind kind, Class<? extends Record> config, Ports ports, Abilities abilities) {
        return new NodeTypeDescriptor(
                new NodeTypeName(name),
                1,
                kind,
                "Tests",
                name,
                "A " + name + ".",
                "A " + name + " for tests.",
                "flask",
                ports,
                ConfigSchema.of(config),
                abilities);
    }
}
