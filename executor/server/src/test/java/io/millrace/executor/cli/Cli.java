package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.spi.io.FileStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/**
 * One run of the command line.
 *
 * @param code its exit code
 */
record Cli(int code, String out, String err) {

    /** The demo pipelines that come with the project. */
    static final Path DEMO = Path.of("../../deploy/demo").toAbsolutePath().normalize();

    static Cli run(String... arguments) {
        return runOn(disk -> disk, arguments);
    }

    /** Runs with something between the pipeline and the disk. */
    static Cli runOn(UnaryOperator<FileStore> between, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine(printed -> {
            Installation standard = Installation.standard(printed);
            return standard.on(root -> between.apply(standard.fileStore(root)));
        });
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(err));
        int code = commands.execute(arguments);
        return new Cli(code, out.toString(), err.toString());
    }
}
