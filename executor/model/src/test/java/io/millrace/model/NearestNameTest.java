package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> COLUMNS = List.of("delay", "delayed", "origin", "destination", "date", "ID");

    @ParameterizedTest
    @CsvSource({"dely, delay", "dealy, delay", "ORIGIN, origin", "destinaton, destination", "id, ID", "dates, date"})
    void aSlipFindsTheNameThatWasMeant(String typed, String meant) {
        assertThat(NearestName.of(typed, COLUMNS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"airport", "xy", "''", "x"})
    void aNameUnlikeAllOthersFindsNone(String typed) {
        assertThat(NearestName.of(typed, COLUMNS)).isEmpty();
    }

    @Test
    void ofEquallyNearNamesTheFirstIsTaken() {
        assertThat(NearestName.of("cat", List.of("bat", "rat"))).contains("bat");
    }

    @Test
    void hugeNamesAreNotCompared() {
        String huge = "x".repeat(1_000_000);
        assertThat(NearestName.of(huge, List.of(huge))).isEmpty();
        assertThat(NearestName.of("delay", List.of(huge))).isEmpty();
    }

    @Test
    void aHintIsReadyForTheEndOfAMessage() {
        assertThat(NearestName.hint("dely", COLUMNS)).isEqualTo("; did you mean `delay`?");
        assertThat(NearestName.hint("airport", COLUMNS)).isEmpty();
    }
}
