package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.ElementId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.document.SecretRef;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Node types that use everything a descriptor can say; the real ones live with their code. */
public final class SampleTypes {

    private SampleTypes() {}

    public record Filter(
            @Field(kind = Field.Kind.CONDITION, multiline = true, help = "Which rows to keep.", example = "delay > 15")
            String condition) {}

    public record Aggregate(
            @Field(defaultValue = "[]") List<GroupKey> groupBy,
            @Field(min = "1") List<Call> aggregates,
            Optional<Window> window) {}

    public record GroupKey(
            ElementId id,
            String name,
            @Field(kind = Field.Kind.EXPRESSION) String expression) {}

    public record Call(
            ElementId id,
            String name,
            Function function,
            @Field(kind = Field.Kind.EXPRESSION) Optional<String> argument,
            @Field(defaultValue = "false") boolean isDistinct) {}

    public enum Function {
        @Variant(value = "COUNT", help = "Counts rows.")
        COUNT,
        @Variant("SUM")
        SUM,
        @Variant("MAX")
        MAX
    }

    @Tagged("type")
    public sealed interface Window {}

    @Variant(help = "Windows side by side.")
    public record Tumbling(
            @Field(min = "1 ms", max = "365 d", example = "1 h")
            Duration size,

            @Field(defaultValue = "0 s") Duration offset)
            implements Window {}

    public record Session(@Field(min = "1 ms") Duration gap) implements Window {}

    public record FileSource(
            @Field(kind = Field.Kind.PATH, example = "flights/*.ndjson")
            String path,

            Format format,
            List<Column> schema,

            @Field(advanced = true, min = "0.001", max = "1000000")
            Optional<BigDecimal> pace,

            @Field(defaultValue = "1", min = "1", max = "64")
            int readers,

            Optional<SecretRef> password,
            @Field(defaultValue = "{}") Map<String, String> options) {}

    public enum Format {
        JSON,
        CSV
    }

    public record Route(List<Branch> branches) {}

    public record Branch(
            ElementId id,
            String name,
            @Field(kind = Field.Kind.CONDITION) String condition) {}

    public record Union() {}

    public record PrintSink(
            Optional<Long> limit,

            @Field(kind = Field.Kind.COLUMN, distinct = true, defaultValue = "[]")
            List<String> columns) {}

    /** One descriptor of each. */
    public static Catalogue catalogue() {
        PortDescriptor out = PortDescriptor.output(PortName.OUT, "");
        return Catalogue.of(List.of(
                descriptor(
                        "file-source",
                        NodeKind.SOURCE,
                        FileSource.class,
                        Ports.ofSource(),
                        Abilities.ofSource(
                                        new Boundedness.Bounded(),
                                        new SourceSchema.FromConfig("schema"),
                                        Guarantee.exactlyOnce("Read again."))
                                .withProjection()
                                .withPushableFilters(Set.of(PushableFilter.RANGE, PushableFilter.EQUALS))),
                descriptor("filter", NodeKind.TRANSFORM, Filter.class, Ports.ofTransform(), Abilities.NONE),
                descriptor(
                        "aggregate",
                        NodeKind.TRANSFORM,
                        Aggregate.class,
                        Ports.of(
                                List.of(PortDescriptor.input(PortName.IN, "")),
                                List.of(out, PortDescriptor.late("Rows behind the watermark."))),
                        Abilities.NONE),
                descriptor(
                        "route",
                        NodeKind.TRANSFORM,
                        Route.class,
                        Ports.of(
                                        List.of(PortDescriptor.input(PortName.IN, "")),
                                        List.of(PortDescriptor.output(new PortName("otherwise"), "")))
                                .withOutputPerElementOf("branches"),
                        Abilities.NONE),
                descriptor(
                        "union",
                        NodeKind.TRANSFORM,
                        Union.class,
                        Ports.of(List.of(PortDescriptor.inputOfMany(PortName.IN, "")), List.of(out)),
                        Abilities.NONE),
                descriptor(
                        "print-sink",
                        NodeKind.SINK,
                        PrintSink.class,
                        Ports.ofSink(),
                        Abilities.ofSink(Set.of(ChangeMode.Kind.values()), Guarantee.atLeastOnce("Printed again.")))));
    }

    private static NodeTypeDescriptor descriptor(
            String type, NodeKind kind, Class<?> config, Ports ports, Abilities abilities) {
        return new NodeTypeDescriptor(
                new NodeTypeName(type),
                1,
                kind,
                "Samples",
                type,
                "A sample.",
                "# " + type,
                "box",
                ports,
                ConfigSchema.of(config),
                abilities);
    }
}
