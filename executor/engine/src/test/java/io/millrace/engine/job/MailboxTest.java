package io.millrace.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsGivenFromInsideRunsAfterwards() {
        mailbox.execute(() -> {
            mailbox.execute(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatFailsKeepsNobodyElseFromRunning() {
        assertThatThrownBy(() -> mailbox.execute(() -> {
                    mailbox.execute(() -> done.add("next"));
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        mailbox.execute(() -> done.add("later"));

        assertThat(done).containsExactly("next", "later");
    }

    @Test
    void threadsNeverRunSideBySide() throws InterruptedException {
        int threads = 4;
        int each = 10_000;
        int[] unguarded = new int[1];
        CountDownLatch all = new CountDownLatch(threads * each);
        List<Thread> started = IntStream.range(0, threads)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        mailbox.execute(() -> {
                            unguarded[0]++;
                            all.countDown();
                        });
                    }
                }))
                .toList();
        for (Thread thread : started) {
            thread.join();
        }
        all.await();

        assertThat(unguarded[0]).isEqualTo(threads * each);
    }
}
