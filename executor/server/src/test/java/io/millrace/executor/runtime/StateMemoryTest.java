package io.millrace.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people may say about the memory of state. */
class StateMemoryTest {

    private static final long HEAP = 4L << 30;

    @ParameterizedTest
    @CsvSource({"512m, 536870912", "2G, 2147483648", "20480k, 20971520"})
    void sizesAreByPowersOfTwo(String text, long bytes) {
        assertThat(StateMemory.parse(text, HEAP).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "512 | such as 512m or 2g; it is '512'",
                "-1m | it is '-1m'",
                "2gb | it is '2gb'",
                "15m | must be at least 16m and is 15m",
                "5g | its heap is 4096m",
                "5g | -Xmx10240m",
                "999999999999t | more than any machine has"
            })
    void whatIsNoneTooLittleOrTooMuchIsSaidWithTheRemedy(String text, String words) {
        assertThatThrownBy(() -> StateMemory.parse(text, HEAP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void byDefaultItIsHalfOfTheHeap() {
        assertThat(StateMemory.ofHeap(HEAP).bytes()).isEqualTo(HEAP / 2);
        assertThat(StateMemory.ofHeap(1 << 20).bytes()).isEqualTo(StateMemory.LEAST);
    }
}
