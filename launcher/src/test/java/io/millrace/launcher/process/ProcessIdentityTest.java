package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    @Test
    void ownIsAliveAndReadsBack() {
        ProcessIdentity own = ProcessIdentity.own();
        assertThat(own.isAlive()).isTrue();
        assertThat(ProcessIdentity.parse(own.toString())).contains(own);
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() {
        ProcessIdentity own = ProcessIdentity.own();
        assertThat(new ProcessIdentity(own.pid(), own.startTicks() - 1).isAlive())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12:", "a:b", "1:2:3"})
    void otherTextIsNone(String text) {
        assertThat(ProcessIdentity.parse(text)).isEmpty();
    }
}
