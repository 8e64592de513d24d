package io.millrace.protocol.plan;

import com.google.protobuf.ByteString;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.DataType;
import io.millrace.protocol.plan.v1.Value;
import org.jspecify.annotations.Nullable;

/** Boxed values (see {@link io.millrace.expr.value}) as messages. */
final class ValueCodec {

    private ValueCodec() {}

    static Value encode(@Nullable Object value) {
        Value.Builder out = Value.newBuilder();
        switch (value) {
            case null -> {}
            case Boolean flag -> out.setBoolean(flag);
            case Integer number -> out.setInt(number);
            case Long number -> out.setLong(number);
            case Float number -> out.setFloat(number);
            case Double number -> out.setDouble(number);
            case Utf8 bytes -> out.setBytes(ByteString.copyFrom(bytes.toBytes()));
            case Decimal128 wide ->
                out.setWide(Value.Wide.newBuilder().setHigh(wide.high()).setLow(wide.low()));
            case TimestampNanos time ->
                out.setNanos(Value.Nanos.newBuilder().setMillis(time.millis()).setNanos(time.nanosOfMilli()));
            default -> throw new IllegalArgumentException("A constant cannot be a " + value.getClass());
        }
        return out.build();
    }

    /**
     * The value.
     *
     * @throws UnreadablePlan when it is none of the type
     */
    static @Nullable Object decode(Value message, DataType type) {
        Object value =
                switch (message.getKindCase()) {
                    case BOOLEAN -> message.getBoolean();
                    case INT -> message.getInt();
                    case LONG -> message.getLong();
                    case FLOAT -> message.getFloat();
                    case DOUBLE -> message.getDouble();
                    case BYTES -> Utf8.of(message.getBytes().toByteArray());
                    case WIDE ->
                        Decimal128.of(
                                message.getWide().getHigh(), message.getWide().getLow());
                    case NANOS ->
                        TimestampNanos.of(
                                message.getNanos().getMillis(),
                                message.getNanos().getNanos());
                    case KIND_NOT_SET -> null;
                };
        boolean fits = value == null
                ? type.isNullable()
                : !type.isNullable() && Carrier.of(type).boxedType().isInstance(value);
        if (!fits) {
            throw new UnreadablePlan("A constant of type " + type + " cannot be " + value);
        }
        return value;
    }
}
