package io.millrace.protocol.plan;

import io.millrace.model.type.DataType;

/** SQL types in messages: as Flink spells them. */
final class Types {

    private Types() {}

    static DataType parse(String spelling) {
        try {
            return DataType.parse(spelling);
        } catch (IllegalArgumentException invalid) {
            throw new UnreadablePlan(String.valueOf(invalid.getMessage()));
        }
    }
}
