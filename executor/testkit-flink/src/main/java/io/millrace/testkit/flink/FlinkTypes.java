package io.millrace.testkit.flink;

import io.millrace.model.type.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Our types as Flink's. */
final class FlinkTypes {

    private FlinkTypes() {}

    /** The spelling under which Flink knows the type. */
    static String spelling(DataType type) {
        // Flink's defaults are two digits of years and days, too few for interesting values; the value is the same.
        return type.toString()
                .replace("INTERVAL YEAR TO MONTH", "INTERVAL YEAR(4) TO MONTH")
                .replace("INTERVAL DAY TO SECOND", "INTERVAL DAY(6) TO SECOND(3)");
    }

    static LogicalType logical(DataType type) {
        return LogicalTypeParser.parse(spelling(type), FlinkTypes.class.getClassLoader());
    }
}
