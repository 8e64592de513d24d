package io.millrace.model.type;

/** The types without parameters. */
public enum ScalarType implements SqlType {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INT,
    BIGINT,
    FLOAT,
    DOUBLE,
    /** Days since 1970-01-01. */
    DATE
}
