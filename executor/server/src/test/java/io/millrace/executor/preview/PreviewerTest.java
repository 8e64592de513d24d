package io.millrace.executor.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.local.Installation;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.protocol.job.NodeCounts;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.PreviewResult.End;
import io.millrace.protocol.preview.PreviewResult.LeftOut;
import io.millrace.protocol.preview.PreviewResult.PortRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewerTest {

    private static final PreviewLimits LIMITS = new PreviewLimits(100, 1_000, 3, 20_000);

    private static final String ORDERS = """
              - {id: orders, type: file-source, config: {path: orders.csv, format: csv,
                  schema: [{name: id, type: INT}, {name: amount, type: "DECIMAL(9, 2)"}]}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeOrders() throws IOException {
        StringBuilder orders = new StringBuilder("id,amount\n");
        for (int i = 0; i < 10; i++) {
            orders.append(i).append(',').append(i).append(".50\n");
        }
        Files.writeString(folder.resolve("orders.csv"), orders.toString());
    }

    @Test
    void everyEdgeShowsItsFirstRowsAndNothingIsWritten() throws Exception {
        PreviewResult result = preview(ORDERS + """
                  - {id: some, type: filter, config: {condition: id > 3}}
                  - {id: out, type: file-sink, config: {path: out.ndjson, format: json}}
                """, "orders > some > out");

        assertThat(result.end()).isEqualTo(End.WHOLE);
        assertThat(port(result, "orders").rowCount()).isEqualTo(10);
        assertThat(rows(port(result, "orders"))).containsExactly("[0,\"0.50\"]", "[1,\"1.50\"]", "[2,\"2.50\"]");
        assertThat(port(result, "some").rowCount()).isEqualTo(6);
        assertThat(rows(port(result, "some"))).startsWith("[4,\"4.50\"]").hasSize(3);
        assertThat(node(result, "out").rowsIn()).isEqualTo(6);
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written).containsExactly(folder.resolve("orders.csv"));
        }
    }

    @Test
    void aStreamWithoutEndIsCutSoThatItsWindowsFire() throws Exception {
        PreviewResult result = preview("""
                  - {id: bids, type: nexmark-source, config: {kind: bid, pace: 1}}
                  - {id: time, type: watermark, config: {column: dateTime, outOfOrderness: 1 s}}
                  - {id: counts, type: aggregate, config: {groupBy: [], aggregates: [{id: n, name: n, function: COUNT}],
                      window: {type: tumbling, size: 1 h}}}
                """, "bids > time > counts");

        assertThat(result.end()).isEqualTo(End.WHOLE);
        assertThat(port(result, "bids").rowCount()).isEqualTo(100);
        assertThat(rows(port(result, "counts"))).singleElement().asString().startsWith("[\"100\",");
    }

    @Test
    void resultsThatChangeAreShownAsTheyChange() throws Exception {
        PreviewResult result = preview(ORDERS + """
                  - {id: some, type: filter, config: {condition: id > 3}}
                  - {id: sums, type: aggregate, config: {groupBy: [{id: k, name: even, expression: "MOD(id, 2)"}],
                      aggregates: [{id: s, name: total, function: SUM, argument: amount}]}}
                  - {id: out, type: file-sink, config: {path: out.ndjson, format: json}}
                """, "orders > some > sums > out");

        assertThat(result.end()).isEqualTo(End.WHOLE);
        assertThat(rows(port(result, "sums"))).containsExactlyInAnyOrder("[0,\"19.50\"]", "[1,\"22.50\"]");
    }

    @Test
    void whatStandsBeforeAProblemIsShownAndTheRestIsNamed() throws Exception {
        PreviewResult result = preview(ORDERS + """
                  - {id: some, type: filter, config: {condition: id > 3}}
                  - {id: wrong, type: filter, config: {condition: amout > 3}}
                  - {id: out, type: file-sink, config: {path: out.ndjson, format: json}}
                """, "orders > some > wrong > out");

        assertThat(port(result, "some").rowCount()).isEqualTo(6);
        assertThat(result.leftOut().stream().map(LeftOut::nodeId)).containsExactly("wrong", "out");
        assertThat(result.leftOut().getFirst().reason()).contains("amout");
        assertThat(result.leftOut().getLast().reason()).contains("wrong");
    }

    @Test
    void rowsThatFailAreToldInWordsAndTheOthersGoOn() throws Exception {
        PreviewResult result = preview(
                ORDERS + "  - {id: share, type: select, config: {columns: [{name: s, expression: 10 / (id - 4)}]}}\n",
                "orders > share");

        assertThat(node(result, "share").rowsFailed()).isEqualTo(1);
        assertThat(node(result, "share").firstErrors()).hasSize(1);
        assertThat(port(result, "share").rowCount()).isEqualTo(9);
    }

    @Test
    void rowsThatWouldBecomeLettersAreToldInWordsToo() throws Exception {
        PreviewResult result = preview(ORDERS + """
                  - {id: share, type: select, config: {columns: [{name: s, expression: 10 / (id - 4)}]},
                     errors: {policy: deadLetter, to: letters}}
                  - {id: letters, type: file-sink, config: {path: letters.ndjson, format: json}}
                """, "orders > share");

        assertThat(node(result, "share").firstErrors()).hasSize(1);
        assertThat(port(result, "share").rowCount()).isEqualTo(9);
        assertThat(result.leftOut())
                .containsExactly(
                        new LeftOut("letters", "It gets rows that fail; here they are shown where they fail."));
        assertThat(folder.resolve("letters.ndjson")).doesNotExist();
    }

    @Test
    void whatALookupNeedsIsReadInWhole() throws Exception {
        StringBuilder names = new StringBuilder("key,name\n");
        for (int i = 0; i < 500; i++) {
            names.append(500 - i).append(",n").append(500 - i).append('\n');
        }
        Files.writeString(folder.resolve("names.csv"), names.toString());
        PreviewResult result = preview(ORDERS + """
                  - {id: names, type: file-source, config: {path: names.csv, format: csv,
                      schema: [{name: key, type: INT}, {name: name, type: STRING}]}}
                  - {id: named, type: join, config: {kind: lookup, type: inner, on: [{id: k, left: id, right: key}],
                      columns: [{column: name}]}}
                """, "orders > named.left", "names > named.right");

        assertThat(port(result, "named").rowCount()).isEqualTo(9);
    }

    @Test
    void timeIsLimited() throws Exception {
        PreviewResult result = previewer().preview(document("""
                                  - {id: bids, type: nexmark-source, config: {kind: bid}}
                                  - {id: all, type: filter, config: {condition: price > 0}}
                                """, "bids > all"), new PreviewLimits(1_000_000, 1, 1, 1));

        assertThat(result.end()).isEqualTo(End.OUT_OF_TIME);
    }

    @Test
    void anEmptyDrawingShowsNothing() throws Exception {
        PreviewResult result = previewer().preview(DocumentReader.load("""
                        apiVersion: millrace.io/v1
                        kind: Pipeline
                        id: none
                        name: None
                        """).require(), LIMITS);

        assertThat(result.ports()).isEmpty();
        assertThat(result.leftOut()).isEmpty();
    }

    private PreviewResult preview(String nodes, String... paths) throws InterruptedException {
        return previewer().preview(document(nodes, paths), LIMITS);
    }

    private Previewer previewer() {
        Installation installation = Installation.standard(new PrintWriter(PrintWriter.nullWriter()));
        return new Previewer(installation, installation.fileStore(folder));
    }

    /** Paths are spelled {@code a > b > c.port}. */
    private static PipelineDocument document(String nodes, String... paths) {
        StringBuilder edges = new StringBuilder();
        for (String path : paths) {
            List<String> steps = List.of(path.split(" > "));
            for (int i = 1; i < steps.size(); i++) {
                String[] to = (steps.get(i) + ".in").split("\\.");
                edges.append("  - {from: {node: %s, port: out}, to: {node: %s, port: %s}}\n"
                        .formatted(steps.get(i - 1).split("\\.")[0], to[0], to[1]));
            }
        }
        return DocumentReader.load("apiVersion: millrace.io/v1\nkind: Pipeline\nid: p\nname: P\nnodes:\n" + nodes
                        + "edges:\n" + edges)
                .require();
    }

    private static PortRows port(PreviewResult result, String node) {
        return result.ports().stream()
                .filter(port -> port.nodeId().equals(node) && port.port().equals("out"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing of " + node + ": " + result));
    }

    private static List<String> rows(PortRows port) {
        return port.rows().stream().map(row -> row.values().toString()).toList();
    }

    private static NodeCounts node(PreviewResult result, String id) {
        return result.nodes().stream()
                .filter(node -> node.nodeId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
