package io.millrace.model.error;

import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import java.util.List;

/**
 * The rows a dead-letter sink gets: one for each row that failed in a node with the policy {@code deadLetter}. Their
 * columns are the same for every node and are described in {@code docs/dead-letters.md}; the constants are their positions.
 */
public final class DeadLetter {

    /** When it failed, by the clock of the executor, to the millisecond. */
    public static final int FAILED_AT = 0;

    /** Id of the node it failed in. */
    public static final int NODE = 1;

    /** {@link RunError#code}. */
    public static final int CODE = 2;

    /** {@link RunError#message}. */
    public static final int MESSAGE = 3;

    /** {@link RunError#position}; NULL where none is known. */
    public static final int POSITION = 4;

    /** The row as a JSON object, its columns by name; NULL for a record that never became a row. */
    public static final int FAILED_ROW = 5;

    /** The bytes of a record that could not be decoded; NULL for a row. */
    public static final int RECORD = 6;

    /** Names and types of the columns. */
    public static final Schema SCHEMA = new Schema(List.of(
            new Column("failed_at", new TimestampType(3, true).notNull()),
            new Column("node", CharacterType.STRING.notNull()),
            new Column("code", CharacterType.STRING.notNull()),
            new Column("message", CharacterType.STRING.notNull()),
            new Column("position", CharacterType.STRING.nullable()),
            new Column("failed_row", CharacterType.STRING.nullable()),
            new Column("record", BinaryType.BYTES.nullable())));

    private DeadLetter() {}
}
