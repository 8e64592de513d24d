package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A back-up of a data directory in one file: version, database, secrets, checkpoints, files.
 *
 * <p>The database may run meanwhile. It is copied as PostgreSQL's manual says in "Making a Base Backup Using the Low Level
 * API": between {@code pg_backup_start} and {@code pg_backup_stop} files are copied as they are found, and then the log of
 * what changed; a database started on the copy replays that and stands as at the stop. The archive it comes in has neither
 * pg_dump nor pg_basebackup, which does the same.
 */
public final class Backup {

    private static final Pattern FIRST_SEGMENT = Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");

    /** Made again at each start, or of the running process alone. */
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private final DataDirectory data;

    /** Nothing happens yet. */
    public Backup(DataDirectory data) {
        this.data = data;
    }

    /** While nothing runs; the caller holds the lock. */
    public void ofStopped(Path file) throws IOException {
        write(file, archive -> archive.add(data.postgres(), path -> !NOT_COPIED.contains(nameOf(path))));
    }

    /**
     * While the database runs, and nobody is disturbed.
     *
     * @param port of the database
     * @param password of its superuser
     */
    public void ofRunning(Path file, int port, String password) throws IOException, SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", password);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
                Statement statement = connection.createStatement()) {
            write(file, archive -> addRunning(archive, statement));
        }
    }

    private void addRunning(DataArchive archive, Statement statement) throws IOException, SQLException {
        statement.execute("SELECT pg_backup_start('millrace', fast => true)");
        archive.add(data.postgres(), this::isCopiedWhileRunning);
        String label;
        String tableSpaces;
        try (ResultSet stop =
                statement.executeQuery("SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)")) {
            stop.next();
            label = stop.getString(1);
            tableSpaces = stop.getString(2);
        }
        archive.add("postgres/backup_label", label);
        if (!tableSpaces.isBlank()) {
            archive.add("postgres/tablespace_map", tableSpaces);
        }
        addLog(archive, label);
    }

    /** The segments that are there, which must go back to the start. */
    private void addLog(DataArchive archive, String label) throws IOException {
        Matcher first = FIRST_SEGMENT.matcher(label);
        if (!first.find()) {
            throw new IOException("PostgreSQL's back-up label names no first segment of its log: " + label);
        }
        Path log = data.postgres().resolve("pg_wal");
        Set<String> segments = new HashSet<>();
        archive.add(log, path -> segments.add(nameOf(path)));
        if (!segments.contains(first.group(1))) {
            throw new IOException("so much was written meanwhile that PostgreSQL dropped its log from the start of the"
                    + " back-up; try again when less is going on, or stop Millrace before");
        }
    }

    private boolean isCopiedWhileRunning(Path path) {
        Path inside = data.postgres().relativize(path);
        String name = nameOf(path);
        return !NOT_COPIED.contains(name)
                && !EMPTIED.contains(inside.getName(0).toString())
                && !name.startsWith("pgsql_tmp");
    }

    private void write(Path file, Content database) throws IOException {
        if (Files.exists(file)) {
            throw new Refusal("there is a file " + file + " already.", "Name another one, or move it away.");
        }
        Path next = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(next);
        try {
            try (DataArchive archive = new DataArchive(data.root(), next)) {
                archive.add(data.version(), _ -> true);
                archive.add(data.secrets(), _ -> true);
                database.addTo(archive);
                // Next, while the newest few are kept: the database knows which of them jobs go on from.
                archive.add(data.checkpoints(), _ -> true);
                archive.add(data.files(), _ -> true);
            }
            Files.move(next, file);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL refused the back-up: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }

    @FunctionalInterface
    private interface Content {
        void addTo(DataArchive archive) throws IOException, SQLException;
    }
}
