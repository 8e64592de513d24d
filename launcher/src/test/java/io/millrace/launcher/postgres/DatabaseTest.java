package io.millrace.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.process.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a started database lets in and keeps. The tests share one and leave it running. */
class DatabaseTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        database = new TestDatabase(folder).make().start();
    }

    @AfterAll
    static void stop() {
        assertThat(database.stop()).as(database.log()).isZero();
        // Its last words may still be on their way to the log.
        Await.until("the log ends", () -> database.log().contains("database system is shut down"));
        assertThat(database.log()).contains("received fast shutdown request");
    }

    @Test
    void nobodyComesInWithoutAPassword() {
        for (String role : new String[] {"postgres", Cluster.OWNER}) {
            assertThatThrownBy(() -> database.connect(role, "postgres", ""))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            assertThatThrownBy(() -> database.connect(role, "postgres", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void theOwnerOwnsItsDatabaseAndIsNoSuperuser() throws SQLException {
        assertThat(database.ask("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
        database.run(
                "CREATE TABLE kept (x int); DROP TABLE kept; CREATE ROLE made_by_migration; DROP ROLE made_by_migration");
    }

    @Test
    void whatIsCommittedIsOnDisk() throws SQLException {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
            assertThat(database.ask("SHOW " + setting)).as(setting).isEqualTo("on");
        }
    }

    @Test
    void passwordsAreKeptAsScramAlone() throws SQLException {
        assertThat(database.askAsSuperuser("SELECT string_agg(DISTINCT left(rolpassword, 14), ' ') || ' ' || count(*)"
                        + " FROM pg_authid WHERE rolcanlogin"))
                .isEqualTo("SCRAM-SHA-256$ 2");
    }

    @Test
    void onlyThisMachineReachesIt() throws Exception {
        var others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        for (var address : others) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, database.port), 1000))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(database.askAsSuperuser("SHOW unix_socket_directories")).isEmpty();
        assertThat(database.askAsSuperuser("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void textSortsTheSameOnEveryMachine() throws SQLException {
        assertThat(database.ask("SELECT string_agg(x, '' ORDER BY x) || upper('é') FROM unnest(ARRAY['é','a','Z']) x"))
                .isEqualTo("ZaéÉ");
    }

    @Test
    void nobodyElseOnThisMachineMayReadItsFiles() throws IOException {
        assertThat(Files.getPosixFilePermissions(database.data.postgres()).toString())
                .doesNotContain("GROUP")
                .doesNotContain("OTHERS");
    }

    @Test
    void theServerThatRunsIsKnownAndItsFileStays() throws IOException {
        PostmasterFile file = new PostmasterFile(database.data.postgres());
        assertThat(file.server()).hasValue(database.server().pid());
        file.removeStale();
        assertThat(database.data.postgres().resolve("postmaster.pid")).exists();
        Await.until("it is ready", () -> file.saysReady(database.server().pid()));
    }
}
