package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGroupsTest {

    @Test
    void eachGroupHasExactlyOneOwnerAtEveryParallelism() {
        for (int parallelism = 1; parallelism <= KeyGroups.COUNT; parallelism++) {
            int next = 0;
            for (int index = 0; index < parallelism; index++) {
                KeyGroupRange range = KeyGroups.range(index, parallelism);
                assertThat(range.first()).isEqualTo(next);
                for (int group = range.first(); group < range.end(); group++) {
                    assertThat(KeyGroups.owner(group, parallelism)).isEqualTo(index);
                }
                next = range.end();
            }
            assertThat(next).isEqualTo(KeyGroups.COUNT);
        }
    }

    @Test
    void noTaskOwnsMoreThanOneGroupMoreThanAnother() {
        for (int parallelism = 1; parallelism <= KeyGroups.COUNT; parallelism++) {
            int even = KeyGroups.COUNT / parallelism;
            for (int index = 0; index < parallelism; index++) {
                assertThat(KeyGroups.range(index, parallelism).size()).isBetween(even, even + 1);
            }
        }
    }

    @Test
    void oneTaskOwnsAll() {
        assertThat(KeyGroups.range(0, 1)).isEqualTo(KeyGroupRange.ALL).hasToString("0–1023");
    }

    @Test
    void everyHashHasAGroup() {
        assertThat(KeyHash.keyGroup(0)).isZero();
        assertThat(KeyHash.keyGroup(-1)).isEqualTo(KeyGroups.COUNT - 1);
        assertThat(KeyHash.keyGroup(Long.MIN_VALUE)).isEqualTo(KeyGroups.COUNT / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, KeyGroups.COUNT + 1})
    void aParallelismBeyondTheGroupsIsRefused(int parallelism) {
        assertThatThrownBy(() -> KeyGroups.range(0, parallelism))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 1024")
                .hasMessageContaining("not " + parallelism);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4})
    void aTaskThatDoesNotExistOwnsNothing(int index) {
        assertThatThrownBy(() -> KeyGroups.range(index, 4)).hasMessageContaining("no task " + index + " among 4");
    }

    @Test
    void aRangeKnowsItsGroups() {
        KeyGroupRange range = new KeyGroupRange(10, 12);

        assertThat(range.contains(9)).isFalse();
        assertThat(range.contains(10)).isTrue();
        assertThat(range.contains(11)).isTrue();
        assertThat(range.contains(12)).isFalse();
        assertThatThrownBy(() -> new KeyGroupRange(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyGroupRange(0, 1025)).isInstanceOf(IllegalArgumentException.class);
    }
}
