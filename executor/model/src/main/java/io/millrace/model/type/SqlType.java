package io.millrace.model.type;

/**
 * What a value is, without saying whether it may be NULL (see {@link DataType}). {@code toString} prints the type as
 * Flink SQL spells it, and {@link TypeParser} reads that spelling back to an equal type.
 */
public sealed interface SqlType
        permits ScalarType,
                DecimalType,
                CharacterType,
                BinaryType,
                TimeType,
                TimestampType,
                IntervalType,
                ArrayType,
                MapType,
                RowType {

    /** This type for values that may be NULL. */
    default DataType nullable() {
        return new DataType(this, true);
    }

    /** This type for values that are never NULL. */
    default DataType notNull() {
        return new DataType(this, false);
    }

    /** How values of this type lie in memory. */
    default Physical physical() {
        return Physical.of(this);
    }
}
