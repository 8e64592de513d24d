package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "10 s, 10 s",
        "500ms, 500 ms",
        "90 min, 1 h 30 min",
        "1h30min, 1 h 30 min",
        "7 d, 7 d",
        "36 h, 1 d 12 h",
        "0 s, 0 s",
        "0 d, 0 s",
        "1500 us, 1 ms 500 us"
    })
    void spellingsAreReadAndPrintedCanonically(String text, String canonical) {
        assertThat(Durations.print(Durations.parse(text))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 m|the unit `m` is written `min`",
                "10 seconds|the unit `seconds` is written `s`",
                "10 weeks|in the units d, h, min, s, ms, us, ns",
                "5 s 1 h|the largest first",
                "1 s 1 s|each unit once",
                "1.5 s|`1.5 s` is not a duration",
                "-1 s|`-1 s` is not a duration",
                "10|`10` is not a duration",
                "''|write one like `10 s`",
                "999999999999999999 d|is longer than 100000 d",
                "100000 d 1 ns|is longer than 100000 d"
            })
    void whatIsNoDurationIsAnsweredWithTheRemedy(String text, String message) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNegativeDurationCannotBePrinted() {
        assertThatThrownBy(() -> Durations.print(Duration.ofMillis(-1))).hasMessageContaining("negative");
    }

    @Property
    void everyDurationIsReadBackFromItsSpelling(
            @ForAll @LongRange(min = 0, max = 8_640_000_000L) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Duration duration = Duration.ofSeconds(seconds, nanos);
        if (duration.compareTo(Durations.LONGEST) <= 0) {
            assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
        }
    }
}
