package io.millrace.connectors.s3;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The real client, with answers that get lost. Requests with a condition go one at a time, as S3 decides them. */
final class FaultyHttp implements SdkHttpClient {

    private final SdkHttpClient real = S3Clients.http();
    private final AtomicInteger losses = new AtomicInteger();
    private Predicate<SdkHttpRequest> lost = _ -> false;

    /** Has the server do what the next request of this kind asks, and nobody hear of it. */
    void loseOneAnswer(Predicate<SdkHttpRequest> which) {
        lost = which;
        losses.set(1);
    }

    /** Whether all that was to be lost is. */
    boolean hasLost() {
        return losses.get() == 0;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        boolean conditional =
                request.httpRequest().firstMatchingHeader("If-None-Match").isPresent();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse answer;
                if (conditional) {
                    synchronized (real) {
                        answer = prepared.call();
                    }
                } else {
                    answer = prepared.call();
                }
                if (lost.test(request.httpRequest()) && losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new IOException("The connection broke before the answer came");
                }
                return answer;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        real.close();
    }
}
