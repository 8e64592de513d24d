package io.millrace.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What was built, and where.
 *
 * @param home of the sources, with {@code target/} folders and {@code .millrace/}
 * @param product the version
 * @param build the commit, or {@code unknown}
 * @param protocol the version of what control plane and executors say to each other
 * @param postgresVersion of the archive, as {@code 18.6.0}
 */
public record Installation(Path home, String product, String build, String protocol, String postgresVersion) {

    private static final Pattern MIGRATION = Pattern.compile("db/migration/V(\\d+)__.*\\.sql");

    /** From what the script said ({@code millrace.home}, {@code millrace.build}) and the build wrote down. */
    public static Installation fromProperties() throws IOException {
        Properties written = new Properties();
        try (InputStream in = Installation.class.getResourceAsStream("product.properties")) {
            written.load(in);
        }
        return new Installation(
                Path.of(System.getProperty("millrace.home", ".")).toAbsolutePath(),
                written.getProperty("product"),
                System.getProperty("millrace.build", "unknown"),
                System.getProperty("millrace.protocol", "unknown"),
                written.getProperty("postgres"));
    }

    /** For what can be made again. */
    public Path cache() {
        return home.resolve(".millrace");
    }

    /** The folder of the built control plane; its {@code quarkus-run.jar} starts it. */
    public Path controlPlane() {
        return home.resolve("designer-backend/target/quarkus-app");
    }

    /** The folder of the built pages. */
    public Path pages() {
        return home.resolve("designer-ui/dist");
    }

    /** The arguments of {@code java} for all processes of the engine: options and class path, as the script wrote them. */
    public Path engineArguments() {
        return cache().resolve("engine-arguments");
    }

    /** The {@code java} that runs this. */
    public Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** PostgreSQL's major version, as 18. */
    public int postgresMajor() {
        return Integer.parseInt(postgresVersion.substring(0, postgresVersion.indexOf('.')));
    }

    /** The highest database migration in the built control plane. */
    public int schema() throws IOException {
        try (Stream<Path> jars = Files.list(controlPlane().resolve("app"))) {
            int highest = 0;
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                highest = Math.max(highest, highestMigration(jar));
            }
            return highest;
        }
    }

    private static int highestMigration(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .map(MIGRATION::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
