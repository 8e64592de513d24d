package io.millrace.expr.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.value.PipelineZone;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlinkAnswersTest {

    @Test
    void typesAndValuesAreThoseThatFlinkAnswered() throws IOException {
        RecordedRow row = new RecordedRow(PipelineZone.UTC);
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (String line : lines()) {
            if (line.startsWith("#zone ")) {
                row = new RecordedRow(new PipelineZone(ZoneId.of(line.substring("#zone ".length()))));
            } else if (!line.startsWith("#")) {
                String sql = line.substring(0, line.indexOf('\t'));
                String recorded = line.substring(sql.length() + 1);
                String answer = row.answer(sql);
                asked++;
                if (!answer.equals(recorded)) {
                    wrong.add(sql + ": " + answer + " instead of " + recorded);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(1_000);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(FlinkAnswersTest.class.getResourceAsStream("flink-2.3-answers.tsv"))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
