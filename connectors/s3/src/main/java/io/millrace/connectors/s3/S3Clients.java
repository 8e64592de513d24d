package io.millrace.connectors.s3;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients that give up in a time a checkpoint can wait for. */
final class S3Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration ATTEMPT = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofMinutes(3);

    private S3Clients() {}

    static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .build();
    }

    /** A client for a place. Requests that fail in passing are made again, a few times. */
    static S3Client of(S3Location location, SdkHttpClient http) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .forcePathStyle(location.pathStyle())
                .overrideConfiguration(
                        calls -> calls.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        location.endpoint().ifPresent(builder::endpointOverride);
        location.region()
                .map(Region::of)
                // A server of one's own has none, and still wants one to be signed.
                .or(() -> location.endpoint().map(_ -> Region.US_EAST_1))
                .ifPresent(builder::region);
        return builder.build();
    }
}
