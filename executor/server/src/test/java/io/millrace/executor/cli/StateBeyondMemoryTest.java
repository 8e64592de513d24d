package io.millrace.executor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose state does not fit what it may take of memory. */
class StateBeyondMemoryTest {

    private static final int KEYS = 100_000;

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: many-keys
            name: Many keys
            nodes:
              - id: read
                type: file-source
                config:
                  path: rows.csv
                  format: csv
                  schema: [{name: k, type: STRING}, {name: v, type: BIGINT}, {name: t, type: TIMESTAMP(3) NOT NULL}]
              - {id: time, type: watermark, config: {column: t, outOfOrderness: 2 s}}
              - id: sums
                type: aggregate
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy: [{id: k, name: k, expression: k}]
                  aggregates: [{id: n, name: n, function: COUNT}, {id: s, name: s, function: SUM, argument: v}]
              - id: write
                type: file-sink
                config: {path: out.csv, format: csv}
            edges:
              - {from: {node: read, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: sums, port: in}}
              - {from: {node: sums, port: out}, to: {node: write, port: in}}
            """;

    @TempDir
    private Path folder;

    private String pipeline() throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE).toString();
    }

    /** Each key twice, far from each other. */
    private void rows() throws IOException {
        List<String> lines = new ArrayList<>(List.of("k,v,t"));
        for (int i = 0; i < 2 * KEYS; i++) {
            lines.add("%0120d,%d,2026-01-01 00:00:0%d".formatted(i * 7L % KEYS, i, i / KEYS));
        }
        Files.write(folder.resolve("rows.csv"), lines);
    }

    @Test
    void rowsThatDoNotFitGoToDiskComeBackAndLeaveNothing() throws IOException {
        Path cold = folder.resolve("cold");

        rows();

        Cli run = Cli.run("run", pipeline(), "--state-memory", "16m", "--state-folder", cold.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("State outgrew its 16m of memory");
        long[] sums = new long[KEYS];
        for (int i = 0; i < 2 * KEYS; i++) {
            sums[(int) (i * 7L % KEYS)] += i;
        }
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows).hasSize(KEYS + 1);
        assertThat(rows.stream().skip(1)).allMatch(row -> {
            String[] cells = row.split(",");
            int key = Integer.parseInt(cells[0]);
            return row.contains(",2," + sums[key]);
        });
        assertThat(cold).isEmptyDirectory();
    }

    @Test
    void memoryThatIsNoneAndFoldersThatCannotBeAreRefused() throws IOException {
        String file = pipeline();

        assertThat(Cli.run("run", file, "--state-memory", "lots").err()).contains("--state-memory", "512m or 2g");
        assertThat(Cli.run("run", file, "--state-folder", file).err())
                .contains("Rows of state that do not fit memory cannot be kept in " + file);
    }
}
