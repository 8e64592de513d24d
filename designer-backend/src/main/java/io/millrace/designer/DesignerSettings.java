package io.millrace.designer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All settings of the control plane, as system properties or environment variables ({@code MILLRACE_HTTP_PORT} …). */
@ConfigMapping(prefix = "millrace")
public interface DesignerSettings {

    /** What tells this installation from others on the same host: the end of the cookie's name. */
    @WithDefault("default")
    String instance();

    /** The folder of everything that is kept; holds {@code secrets/}. */
    Path data();

    /** Who logs in by a one-time link. */
    @WithDefault("${user.name:admin}")
    String user();

    /** The browser's side. */
    Http http();

    /** The executors' side. */
    Grpc grpc();

    /** The database. */
    Database database();

    /** The built user interface. */
    Ui ui();

    /** What runs drawings before they are deployed. */
    Preview preview();

    /** The files that pipelines read and write: the folder {@code files} in the data folder. */
    Files files();

    /** What is kept of pipelines' state. */
    Savepoints savepoints();

    /** What is kept for going on after a failure. */
    Checkpoints checkpoints();

    /** The browser's side. */
    interface Http {

        /** The port on loopback; 0 for any free one. */
        @WithDefault("8420")
        int port();

        /** {@code host:port} of further addresses by which browsers may come, such as a proxy's. */
        Optional<List<String>> hosts();
    }

    /** The executors' side. */
    interface Grpc {

        /** The address executors join at; off this machine everything is encrypted. */
        @WithDefault("127.0.0.1")
        String host();

        /** The port; 0 for any free one, which then stands in {@code run/grpc.port} in the data folder. */
        @WithDefault("0")
        int port();
    }

    /** The database. */
    interface Database {

        /** As JDBC writes it: {@code jdbc:postgresql://127.0.0.1:5432/millrace}. */
        String url();

        /** The role that migrates: the owner of the tables or a superuser. */
        @WithDefault("millrace_owner")
        String owner();

        /** Holds the password of the role that migrates, and nothing else. */
        Path ownerPasswordFile();

        /** Holds the password that the role {@code millrace_app} is given at each start. */
        Path appPasswordFile();
    }

    /** What runs drawings before they are deployed. */
    interface Preview {

        /** A file with the arguments of {@code java} that start the preview process; absent for no previews. */
        Optional<Path> command();
    }

    /** The files that pipelines read and write. */
    interface Files {

        /** More than this is refused; such as {@code 20G}. */
        @WithDefault("10G")
        MemorySize largestUpload();
    }

    /** What is kept of pipelines' state. */
    interface Savepoints {

        /** An archive with more than this, unpacked, is refused; such as {@code 200G}. */
        @WithDefault("50G")
        MemorySize largest();
    }

    /** What is kept for going on after a failure. */
    interface Checkpoints {

        /** So long after a deployment has ended something may go on from its last checkpoint; such as {@code P30D}. */
        @WithDefault("P14D")
        Duration keptAfterEnd();
    }

    /** The built user interface. */
    interface Ui {

        /** Its folder, with {@code index.html}; absent for none. */
        Optional<Path> folder();
    }
}
