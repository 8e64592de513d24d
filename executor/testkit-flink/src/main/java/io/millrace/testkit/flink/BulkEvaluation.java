package io.millrace.testkit.flink;

import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.flink.FlinkSession.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Every expression on every row, in few jobs. A first job selects a chunk of expressions over all rows. Rows in which
 * something threw are repeated once per expression in a second job, where a {@code CASE} lets only that expression run,
 * so that each error is put down to its expression and row. A chunk that Flink cannot plan or compile is halved until
 * the culprit is alone.
 */
final class BulkEvaluation {

    /** Enough to make the cost of a job small, few enough for generated classes to stay well inside the JVM's limits. */
    private static final int CHUNK = 50;

    private static final String ROW = "$row";
    private static final String PICK = "$pick";

    private final FlinkSession session;
    private final Schema inputs;
    private final Schema source;
    private final List<List<@Nullable Object>> rows;

    BulkEvaluation(FlinkSession session, Schema schema, List<List<String>> texts) {
        this.session = session;
        this.inputs = schema;
        List<Column> columns = new ArrayList<>(schema.columns());
        columns.add(new Column(ROW, ScalarType.INT.notNull()));
        columns.add(new Column(PICK, ScalarType.INT.notNull()));
        this.source = new Schema(columns);
        this.rows = new ArrayList<>();
        for (List<String> text : texts) {
            rows.add(internal(schema, text));
        }
    }

    private static List<@Nullable Object> internal(Schema schema, List<String> texts) {
        if (texts.size() != schema.size()) {
            throw new IllegalArgumentException(texts.size() + " values for the columns " + schema);
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Object plain = CanonicalText.read(texts.get(i), schema.type(i));
            row.add(FlinkValues.toInternal(plain, schema.type(i)));
        }
        return row;
    }

    /** The expressions with their answers, one per row, unless Flink refuses them or cannot plan them. */
    List<Question> of(List<String> expressions) {
        List<Typed> types = session.types(inputs, expressions, "");
        List<Question> questions = new ArrayList<>();
        List<Question> open = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Question question = new Question(expressions.get(i), types.get(i), rows.size());
            questions.add(question);
            if (!question.type().isRefused()) {
                open.add(question);
            }
        }
        for (int from = 0; from < open.size(); from += CHUNK) {
            evaluate(open.subList(from, Math.min(open.size(), from + CHUNK)));
        }
        return questions;
    }

    private void evaluate(List<Question> chunk) {
        List<RowData> all = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            all.add(sourceRow(row, -1));
        }
        MemoryTable table = MemoryTable.of(all);
        List<String> items = new ArrayList<>(List.of(FlinkSession.quoted(ROW)));
        chunk.forEach(each -> items.add(each.expression() + "\nAS " + FlinkSession.quoted("$" + items.size())));
        String error = run(table, items);
        if (error != null && chunk.size() > 1) {
            evaluate(chunk.subList(0, chunk.size() / 2));
            evaluate(chunk.subList(chunk.size() / 2, chunk.size()));
            return;
        }
        if (error != null) {
            chunk.getFirst().cannotBePlanned(error);
            return;
        }
        for (List<Answer> written : table.written()) {
            int row = number(written.getFirst());
            for (int i = 0; i < chunk.size(); i++) {
                chunk.get(i).answer(row, written.get(i + 1));
            }
        }
        if (chunk.size() == 1) {
            table.failures().forEach((row, message) -> chunk.getFirst().answer(row, Answer.error(message)));
        } else if (!table.failures().isEmpty()) {
            evaluateApart(chunk, new TreeSet<>(table.failures().keySet()));
        }
    }

    private void evaluateApart(List<Question> chunk, Set<Integer> failedRows) {
        List<RowData> repeated = new ArrayList<>();
        for (int row : failedRows) {
            for (int pick = 0; pick < chunk.size(); pick++) {
                repeated.add(sourceRow(row, pick));
            }
        }
        MemoryTable table = MemoryTable.of(repeated);
        List<String> items = new ArrayList<>(List.of(FlinkSession.quoted(ROW), FlinkSession.quoted(PICK)));
        for (int pick = 0; pick < chunk.size(); pick++) {
            items.add("CASE WHEN " + FlinkSession.quoted(PICK) + " = " + pick + " THEN "
                    + chunk.get(pick).expression() + "\nELSE NULL END AS " + FlinkSession.quoted("$" + pick));
        }
        if (run(table, items) != null) {
            // Some expression may not stand in a CASE; alone it needs none.
            chunk.forEach(each -> evaluate(List.of(each)));
            return;
        }
        for (List<Answer> written : table.written()) {
            int pick = number(written.get(1));
            chunk.get(pick).answer(number(written.getFirst()), written.get(pick + 2));
        }
        table.failures().forEach((position, message) -> {
            RowData failed = repeated.get(position);
            Question question = chunk.get(failed.getInt(inputs.size() + 1));
            question.answer(failed.getInt(inputs.size()), Answer.error(message));
        });
    }

    private @Nullable String run(MemoryTable table, List<String> items) {
        try {
            session.provide(MemoryTableFactory.describe(table), source);
            session.run(FlinkSession.select(items), MemoryTableFactory.describe(table));
            return null;
        } catch (Exception | StackOverflowError | AssertionError e) {
            e.printStackTrace(System.err);
            return FlinkErrors.rootMessage(e);
        } finally {
            table.release();
        }
    }

    private static int number(Answer answer) {
        return Integer.parseInt(answer.text());
    }

    private RowData sourceRow(int row, int pick) {
        GenericRowData data = new GenericRowData(source.size());
        for (int i = 0; i < inputs.size(); i++) {
            data.setField(i, rows.get(row).get(i));
        }
        data.setField(inputs.size(), row);
        data.setField(inputs.size() + 1, pick);
        return data;
    }
}
