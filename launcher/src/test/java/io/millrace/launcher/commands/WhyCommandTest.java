package io.millrace.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WhyCommandTest {

    @Test
    void causesAreLinesWithSinceWhenAndWhatHelpsBelowThem() throws IOException {
        String text = WhyCommand.text(new ObjectMapper().readTree("""
                {"node": "weekly", "at": "2026-01-01T12:00:41.500Z",
                 "causes": [
                   {"kind": "time", "node": "weekly", "text": "`Per week` brings out more when event time has passed 10:00"},
                   {"kind": "silent", "node": "flights", "text": "`a` of `Flights` has brought no row since",
                    "since": "2026-01-01T12:00:00Z", "remedy": "Set `idleTimeout`"}],
                 "late": [{"source": "flights", "split": "b", "rows": 1200}]}"""));

        assertThat(text.lines())
                .containsExactly(
                        "time        `Per week` brings out more when event time has passed 10:00",
                        "silent      `a` of `Flights` has brought no row since, for 41 s",
                        "            Set `idleTimeout`",
                        "late        1,200 rows of `b` (flights) came behind the watermark");
    }
}
