package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.DiskSpace;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.data.Stamp;
import io.millrace.launcher.postgres.Cluster;
import io.millrace.launcher.postgres.CopyBeforeMigration;
import io.millrace.launcher.postgres.Leftover;
import io.millrace.launcher.postgres.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a locked data directory fit for this build: made where it is new, copied before a migration, else only looked at. */
final class Preparation {

    private final World world;
    private final DataDirectory data;
    private final Programs programs;
    private final Secrets secrets;

    Preparation(World world, DataDirectory data, Programs programs, Secrets secrets) {
        this.world = world;
        this.data = data;
        this.programs = programs;
        this.secrets = secrets;
    }

    /** @throws Refusal when the data is newer, broken, or has too little room; nothing was changed then */
    void run() throws IOException, InterruptedException {
        DiskSpace.requireToStart(data);
        Optional<Stamp> found = Stamp.of(data);
        Stamp own = own(world.installation());
        Cluster cluster = new Cluster(data, programs, secrets);
        if (found.isPresent() && cluster.exists()) {
            Stamp.Pending pending = own.compareWith(found.get(), data);
            cluster.check(own.postgres());
            new Leftover(data, world.pause()).awaitItsEnd();
            if (pending == Stamp.Pending.MIGRATION) {
                copy(found.get().schema(), own.schema());
            }
            own.writeTo(data);
        } else if (found.isPresent() && !cluster.wasBeingMade()) {
            throw new Refusal(
                    "the database " + data.postgres() + " is missing, though Millrace "
                            + found.get().product() + " wrote this data. Nothing was changed.",
                    "Bring it back from a back-up (./millrace restore FILE --data NEW-DIR), or name another data directory: --data DIR.");
        } else {
            Step.run(world, "Making the database", () -> {
                cluster.make(() -> own.writeTo(data));
                return cluster;
            });
        }
        for (String secret : new String[] {Secrets.DATABASE_APP, Secrets.ADMIN}) {
            secrets.make(secret);
        }
    }

    private void copy(int from, int to) throws IOException, InterruptedException {
        Path copy = Step.run(
                world,
                "Copying the database",
                () -> CopyBeforeMigration.make(data, from, world.clock().instant()));
        world.err().printf("The database goes from schema %d to %d. A copy from before stands in %s%n", from, to, copy);
    }

    /** What this build would write. */
    static Stamp own(Installation installation) throws IOException {
        return new Stamp(installation.product(), Stamp.LAYOUT, installation.schema(), installation.postgresMajor());
    }
}
