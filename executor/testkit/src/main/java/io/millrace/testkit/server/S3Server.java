package io.millrace.testkit.server;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks S3 (S3Mock), in a process of its own, started by its first use and ended with this JVM. It takes any
 * credentials. Unlike S3 it looks whether a name is taken and then writes, not both at once: who tests races has the
 * requests sent one at a time.
 */
public final class S3Server {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern PORT = Pattern.compile("started on ports.* ([0-9]+) \\(http\\)");

    private final URI endpoint;

    private S3Server(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The server of this JVM. Safe for several threads. */
    public static S3Server shared() {
        return Holder.SHARED;
    }

    /** Where it listens, on the loopback. */
    public URI endpoint() {
        return endpoint;
    }

    private static S3Server start() {
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().matches("s3mock-.*-exec\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The program of the S3 server is not on the class path"));
        Path target = Path.of("target").toAbsolutePath();
        ChildJvm server = ChildJvm.start(
                "S3 server",
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"),
                jar,
                List.of(
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.http-port=0",
                        "--server.address=127.0.0.1",
                        "--com.adobe.testing.s3mock.store.root="
                                + target.resolve("s3-" + ProcessHandle.current().pid()),
                        "--spring.main.banner-mode=off"),
                target.resolve("s3-server.log"));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> server.kill(PATIENCE)));
        while (true) {
            Matcher line = PORT.matcher(server.nextLine(PATIENCE));
            if (line.find()) {
                return new S3Server(URI.create("http://127.0.0.1:" + line.group(1)));
            }
        }
    }

    private static final class Holder {
        static final S3Server SHARED = start();
    }
}
