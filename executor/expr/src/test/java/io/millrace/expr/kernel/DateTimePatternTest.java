package io.millrace.expr.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimePatternTest {

    @ParameterizedTest
    @ValueSource(strings = {"not a format", "yyyy-MM-dd HH:mm:ss'", "ppHmm", "Hpp"})
    void whatIsNoFormatIsRefused(String format) {
        assertThatThrownBy(() -> DateTimePattern.compile(format)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeFormats.formatter(format)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFormatOfARowThatIsNoneMakesNull() {
        NullFlag isNull = new NullFlag();

        Timestamps.toTimestamp(Utf8.of("1230"), Utf8.of("ppHmm"), isNull);

        assertThat(isNull.isRaised()).isTrue();
    }
}
