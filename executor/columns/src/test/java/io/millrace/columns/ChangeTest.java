package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void changesAreShownAsFlinkShowsThem() {
        assertThat(Change.symbol(Change.INSERT)).isEqualTo("+I");
        assertThat(Change.symbol(Change.UPDATE_BEFORE)).isEqualTo("-U");
        assertThat(Change.symbol(Change.UPDATE_AFTER)).isEqualTo("+U");
        assertThat(Change.symbol(Change.DELETE)).isEqualTo("-D");
    }

    @Test
    void insertsAndNewVersionsAddARow() {
        assertThat(Change.isAddition(Change.INSERT)).isTrue();
        assertThat(Change.isAddition(Change.UPDATE_AFTER)).isTrue();
        assertThat(Change.isAddition(Change.UPDATE_BEFORE)).isFalse();
        assertThat(Change.isAddition(Change.DELETE)).isFalse();
    }

    @Test
    void anUnknownChangeIsNamed() {
        assertThatThrownBy(() -> Change.symbol((byte) 4)).hasMessageContaining("change 4");
    }
}
