package io.millrace.expr.function;

import io.millrace.expr.Kernel;
import io.millrace.expr.KernelHandle;
import io.millrace.expr.Operand;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.kernel.NestedValues;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of a nested type: to another of the same kind, part by part, or to text. Equal when the types are;
 * immutable.
 */
final class NestedCast implements NestedValues.NestedConversion {

    private final SqlType from;
    private final SqlType to;

    /** For each part (element; key and value; fields) the kernels that convert it. */
    private final List<List<KernelHandle>> parts;

    NestedCast(SqlType from, SqlType to) {
        this.from = from;
        this.to = to;
        List<SqlType> sources = parts(from);
        List<SqlType> targets = to instanceof CharacterType ? Collections.nCopies(sources.size(), to) : parts(to);
        List<List<KernelHandle>> handles = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            handles.add(handles(Casts.conversion(sources.get(i), targets.get(i))));
        }
        parts = List.copyOf(handles);
    }

    private static List<KernelHandle> handles(Conversion conversion) {
        return switch (conversion) {
            case Conversion.Same _ -> List.of();
            case Conversion.Through(List<Kernel> kernels) ->
                kernels.stream().map(KernelHandle::new).toList();
            case Conversion.Impossible _ -> throw new IllegalArgumentException("There is no such conversion");
        };
    }

    static boolean isNested(SqlType type) {
        return Carrier.of(type) == Carrier.OBJECT;
    }

    /** Whether all parts convert to text. */
    static boolean hasText(SqlType type) {
        for (SqlType part : parts(type)) {
            if (Casts.conversion(part, CharacterType.STRING) instanceof Conversion.Impossible) {
                return false;
            }
        }
        return true;
    }

    /** Between nested types. */
    static Conversion conversion(SqlType from, SqlType to) {
        List<SqlType> sources = parts(from);
        List<SqlType> targets = parts(to);
        if (!from.getClass().equals(to.getClass()) || sources.size() != targets.size()) {
            return new Conversion.Impossible("");
        }
        boolean same = true;
        for (int i = 0; i < sources.size(); i++) {
            Conversion part = Casts.conversion(sources.get(i), targets.get(i));
            if (part instanceof Conversion.Impossible) {
                return part;
            }
            same &= part instanceof Conversion.Same;
        }
        if (same) {
            return Conversion.SAME;
        }
        return Conversion.Through.of(Kernel.of(
                NestedValues.class,
                "convert",
                Carrier.OBJECT,
                new Operand.Argument(0, Carrier.OBJECT),
                new Operand.ObjectConstant(new NestedCast(from, to), NestedValues.NestedConversion.class),
                new Operand.Zone()));
    }

    private static List<SqlType> parts(SqlType type) {
        return switch (type) {
            case ArrayType array -> List.of(array.element().type());
            case MapType map -> List.of(map.key().type(), map.value().type());
            case RowType row ->
                row.fields().stream()
                        .map(Column::type)
                        .map(field -> field.type())
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public Object convert(Object value, PipelineZone zone) {
        boolean text = to instanceof CharacterType;
        return switch (from) {
            case MapType _ -> {
                Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    result.put(part(0, entry.getKey(), zone), part(1, entry.getValue(), zone));
                }
                yield text ? text(result) : Collections.unmodifiableMap(result);
            }
            default -> {
                boolean array = from instanceof ArrayType;
                List<@Nullable Object> result = new ArrayList<>();
                for (Object item : (List<?>) value) {
                    result.add(part(array ? 0 : result.size(), item, zone));
                }
                yield text ? text(result, array) : Collections.unmodifiableList(result);
            }
        };
    }

    private @Nullable Object part(int index, @Nullable Object value, PipelineZone zone) {
        Object result = value;
        for (KernelHandle handle : parts.get(index)) {
            if (result != null) {
                result = handle.call(List.of(result), zone);
            }
        }
        return result;
    }

    private static Utf8 text(Map<?, ?> entries) {
        return Utf8.of(entries.entrySet().stream()
                .map(entry -> NestedValues.text(entry.getKey()) + "=" + NestedValues.text(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}")));
    }

    private static Utf8 text(List<?> items, boolean array) {
        return Utf8.of(items.stream()
                .map(NestedValues::text)
                .collect(Collectors.joining(", ", array ? "[" : "(", array ? "]" : ")")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NestedCast that && from.equals(that.from) && to.equals(that.to);
    }

    @Override
    public int hashCode() {
        return from.hashCode() * 31 + to.hashCode();
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
