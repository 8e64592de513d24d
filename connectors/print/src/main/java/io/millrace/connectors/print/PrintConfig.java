package io.millrace.connectors.print;

import io.millrace.model.annotation.Field;

/** What can be set about a print sink. */
record PrintConfig(
        @Field(
                defaultValue = "100",
                min = "1",
                max = "100000",
                help = "Rows each task prints per second at most. Of the others only the number is printed.")
        int rowsPerSecond) {}
