package io.millrace.executor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out));
        commands.setErr(new PrintWriter(err));
        int code = commands.execute(arguments);
        return new Cli(code, out.toString(), err.toString());
    }
}
