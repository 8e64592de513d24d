package io.millrace.designer.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorAnswersTest {

    private final ErrorAnswers answers = new ErrorAnswers();

    @Test
    void aCallerThatLeavesInMidRequestIsNoMistakeOfMillrace() {
        IOException asTheFrameworkHasIt =
                new IOException(new IOException(new HttpClosedException("Connection was closed")));
        assertThat(answers.failed(asTheFrameworkHasIt).getStatus()).isEqualTo(400);
        assertThat(answers.failed(new IOException("The disk is full")).getStatus())
                .isEqualTo(500);
    }
}
