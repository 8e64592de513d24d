package io.millrace.testkit.oracle;

import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.server.PostgresServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Asks PostgreSQL for relational answers: load rows into tables, run SQL, get rows back as canonical text. Each oracle has
 * a schema of its own, dropped when it is closed, so tests neither see nor wait for each other. One thread.
 *
 * <p>Names of tables and columns are kept as they are and so need double quotes in SQL unless they are lower-case.
 */
public final class PostgresOracle implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Rows per round trip. */
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final String schema;

    private PostgresOracle(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** A new, empty schema in the PostgreSQL of this JVM, which the first call starts. */
    public static PostgresOracle open() {
        PostgresOracle oracle =
                new PostgresOracle(PostgresServer.shared().connect(), "test_" + NUMBERS.incrementAndGet());
        oracle.execute("CREATE SCHEMA " + oracle.schema);
        oracle.execute("SET search_path TO " + oracle.schema);
        return oracle;
    }

    /**
     * Creates a table and fills it.
     *
     * @param rows plain values in the order of the columns, see {@link CanonicalText}
     * @throws IllegalArgumentException when PostgreSQL has no such column type: MAP, ROW, TIMESTAMP finer than
     *     microseconds
     */
    public void createTable(String name, Schema columns, Iterable<? extends List<? extends @Nullable Object>> rows) {
        execute("CREATE TABLE " + quoted(name)
                + columns.columns().stream()
                        .map(PostgresOracle::definition)
                        .collect(Collectors.joining(", ", " (", ")")));
        String insert = "INSERT INTO " + quoted(name)
                + columns.columns().stream().map(column -> "?").collect(Collectors.joining(", ", " VALUES (", ")"));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            int pending = 0;
            for (List<? extends @Nullable Object> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(row.size() + " values for the columns " + columns);
                }
                for (int i = 0; i < row.size(); i++) {
                    PostgresValues.set(statement, i + 1, row.get(i), columns.type(i));
                }
                statement.addBatch();
                if (++pending == BATCH) {
                    statement.executeBatch();
                    pending = 0;
                }
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalArgumentException("PostgreSQL does not take the rows of " + name + ": " + reason(e), e);
        }
    }

    /**
     * Fills a table with the rows of a CSV file with a header, as PostgreSQL reads it.
     *
     * @throws IllegalArgumentException with PostgreSQL's words, when it does not take them
     */
    public void copyCsv(String table, Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + quoted(table) + " FROM STDIN WITH (FORMAT csv, HEADER match)", text);
        } catch (SQLException e) {
            throw new IllegalArgumentException("PostgreSQL does not take the rows of " + file + ": " + reason(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }

    /**
     * The rows of a query, each as the canonical texts of its columns, in the order PostgreSQL gives them. A column of
     * type {@code numeric} has the scale PostgreSQL chose: cast where it matters.
     *
     * @throws IllegalArgumentException with PostgreSQL's words, when it refuses or cannot finish the query
     */
    public List<List<String>> query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(CanonicalText.write(PostgresValues.plain(result, i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalArgumentException("PostgreSQL does not answer '" + sql + "': " + reason(e), e);
        }
    }

    /** Runs a statement without a result. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalArgumentException("PostgreSQL does not run '" + sql + "': " + reason(e), e);
        }
    }

    @Override
    public void close() {
        execute("DROP SCHEMA " + schema + " CASCADE");
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String definition(Column column) {
        String type = PostgresValues.columnType(column.type().type());
        return quoted(column.name()) + " " + type + (column.type().isNullable() ? "" : " NOT NULL");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static @Nullable String reason(SQLException e) {
        // A batch says little itself; the statement that failed is next.
        return e.getNextException() == null
                ? e.getMessage()
                : e.getNextException().getMessage();
    }
}
