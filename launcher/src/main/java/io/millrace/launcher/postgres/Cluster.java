package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.Folders;
import io.millrace.launcher.data.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL's directory. Made whole or not at all: in {@code postgres.new}, which then gets its name.
 *
 * <p>Who may log in: the superuser {@code postgres} and the role {@value #OWNER}, by password over the loopback address.
 * The owner makes the application's role when it migrates.
 */
public final class Cluster {

    /** The role that owns the database; no superuser, so row-level security binds it. */
    public static final String OWNER = "millrace_owner";

    /** The one database. */
    public static final String DATABASE = "millrace";

    private static final String ACCESS = """
            # Millrace: everybody needs a password, and nobody comes from another machine.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final DataDirectory data;
    private final Programs programs;
    private final Secrets secrets;

    /** Nothing happens yet. */
    public Cluster(DataDirectory data, Programs programs, Secrets secrets) {
        this.data = data;
        this.programs = programs;
        this.secrets = secrets;
    }

    /** Whether there is one already. */
    public boolean exists() {
        return Files.exists(data.postgres());
    }

    /** Whether a start ended between the last two steps of {@link #make}: it may be made anew. */
    public boolean wasBeingMade() {
        return Files.exists(inTheMaking());
    }

    private Path inTheMaking() {
        return data.root().resolve("postgres.new");
    }

    /**
     * Makes it, for data that has none.
     *
     * @param beforeNaming writes down what made it; the database gets its name after that
     */
    public void make(BeforeNaming beforeNaming) throws IOException, InterruptedException {
        Path superuser = secrets.make(Secrets.POSTGRES);
        secrets.make(Secrets.DATABASE_OWNER);
        Path next = inTheMaking();
        Folders.delete(next);
        try {
            // Text sorts by code point and upper case is Unicode's, whatever the machine's locale.
            programs.run(
                    "initdb",
                    List.of(
                            "--pgdata=" + next,
                            "--username=postgres",
                            "--pwfile=" + superuser,
                            "--auth=scram-sha-256",
                            "--data-checksums",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    "");
            Files.writeString(next.resolve("pg_hba.conf"), ACCESS);
            programs.run(
                    "postgres",
                    List.of("--single", "-D", next.toString(), "-c", "exit_on_error=on", "postgres"),
                    """
                    CREATE ROLE %1$s LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD '%2$s'
                    CREATE DATABASE %3$s OWNER %1$s
                    """.formatted(OWNER, secrets.read(Secrets.DATABASE_OWNER), DATABASE));
            beforeNaming.run();
            Files.move(next, data.postgres());
        } catch (IOException e) {
            Folders.delete(next);
            Files.deleteIfExists(data.version());
            throw new IOException("cannot make a database in " + data.postgres() + ": " + e.getMessage(), e);
        }
    }

    /** @throws Refusal when it cannot be this one's database */
    public void check(int major) throws IOException {
        Path versionFile = data.postgres().resolve("PG_VERSION");
        String broken = !Files.isDirectory(data.postgres())
                ? "it is no directory"
                : !Files.exists(versionFile)
                        ? versionFile.getFileName() + " is missing"
                        : !Files.exists(data.postgres().resolve("global/pg_control"))
                                ? "global/pg_control is missing"
                                : !Files.readString(versionFile).strip().equals(Integer.toString(major))
                                        ? versionFile.getFileName() + " says "
                                                + Files.readString(versionFile).strip() + " instead of " + major
                                        : "";
        if (!broken.isEmpty()) {
            throw new Refusal(
                    "the database in " + data.postgres() + " is broken: " + broken + ". Nothing was changed.",
                    "Bring it back from a back-up (./millrace restore FILE --data NEW-DIR), or name another data directory: --data DIR.");
        }
        secrets.read(Secrets.POSTGRES);
        secrets.read(Secrets.DATABASE_OWNER);
    }

    /** The last thing before a new database counts as one. */
    @FunctionalInterface
    public interface BeforeNaming {

        /** Throws when the database shall not be. */
        void run() throws IOException;
    }
}
