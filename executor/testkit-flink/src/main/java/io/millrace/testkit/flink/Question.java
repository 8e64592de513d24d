package io.millrace.testkit.flink;

import io.millrace.testkit.flink.FlinkSession.Typed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression asked about, and what is known of it so far. */
final class Question {

    private static final Answer NOTHING = Answer.error("Flink gave neither a value nor an error");

    private final String expression;
    private final Typed type;
    private final Answer[] answers;
    private @Nullable String unplannable;

    Question(String expression, Typed type, int rows) {
        this.expression = expression;
        this.type = type;
        this.answers = new Answer[rows];
        Arrays.fill(answers, NOTHING);
    }

    String expression() {
        return expression;
    }

    /** The type, or why Flink refuses the expression. */
    Typed type() {
        return type;
    }

    /** Why Flink cannot run the expression on any row, although it has a type. */
    @Nullable
    String unplannable() {
        return unplannable;
    }

    /** One per row. */
    List<Answer> answers() {
        return List.of(answers);
    }

    void answer(int row, Answer answer) {
        answers[row] = answer;
    }

    void cannotBePlanned(String reason) {
        unplannable = reason;
    }
}
