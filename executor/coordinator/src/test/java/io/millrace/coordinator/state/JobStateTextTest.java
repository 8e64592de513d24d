package io.millrace.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobStateTextTest {

    @SuppressWarnings("UnusedVariable") // Read by name, below.
    private static final java.util.List<JobState> STATES = JobStatesTest.STATES;

    @ParameterizedTest
    @FieldSource("STATES")
    void whatIsWrittenIsRead(JobState state) {
        assertThat(JobStateText.read(JobStateText.write(state))).isEqualTo(state);
    }

    @Test
    void errorsKeepAllTheyKnow() {
        RunError error = new RunError(
                ErrorDomain.USER, "cast.failed", Optional.of("n1"), "'ä\"' is no number.", Optional.of("line 7"), true);
        assertThat(JobStateText.readError(JobStateText.writeError(error))).isEqualTo(error);
    }

    /** Rows that the first version wrote; never to be changed, only added to. */
    @Test
    void rowsOfTheFirstVersionAreRead() {
        assertThat(JobStateText.read("{\"attempt\":1,\"phase\":\"running\",\"placement\":{\"host\":\"a\","
                        + "\"tasks\":{\"0/0\":\"a\",\"0/1\":\"b\"}},\"restarts\":0}"))
                .isEqualTo(JobStatesTest.STATES.get(4));
        assertThat(JobStateText.read("{\"attempt\":1,\"end\":\"finished\",\"failures\":0,\"host\":\"a\","
                        + "\"phase\":\"committing\",\"prepared\":{\"1\":[\"01\"]}}"))
                .isEqualTo(JobStatesTest.STATES.get(7));
        assertThat(JobStateText.read("{\"attempt\":1,\"error\":{\"code\":\"broken\",\"domain\":\"external\","
                        + "\"message\":\"It broke.\",\"retryable\":true},\"phase\":\"restarting\",\"placement\":{\"host\":\"a\","
                        + "\"tasks\":{\"0/0\":\"a\",\"0/1\":\"b\"}},\"restarts\":3}"))
                .isInstanceOfSatisfying(
                        Restarting.class, state -> assertThat(state.failures()).isEqualTo(3));
        assertThat(JobStateText.read("{\"phase\":\"stopped\"}")).isEqualTo(new Stopped(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"phase\":\"dreaming\"}",
                "{\"phase\":\"running\",\"attempt\":1}",
                "{\"phase\":\"stopping\",\"attempt\":1,\"placement\":{\"host\":\"a\",\"tasks\":{\"0\":\"a\"}}}",
                "{\"phase\":\"scheduling\",\"attempt\":\"x\",\"restarts\":0}",
                "{\"phase\":\"scheduling\",\"attempt\":1.5,\"restarts\":0}"
            })
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> JobStateText.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
