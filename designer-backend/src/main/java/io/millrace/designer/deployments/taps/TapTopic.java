package io.millrace.designer.deployments.taps;

import io.millrace.designer.deployments.log.DeploymentRows;
import io.millrace.designer.deployments.view.Drawing;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.protocol.job.DeploymentId;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tap/DEPLOYMENT/NODE/PORT}: the rows that pass a port, as long as somebody looks. */
@Singleton
final class TapTopic implements Topic {

    static final String PREFIX = "tap/";

    private static final Pattern SPELLING = Pattern.compile("tap/([^/]+)/([^/]+)/([^/]+)");

    private final Taps taps;
    private final DeploymentRows rows;

    TapTopic(Taps taps, DeploymentRows rows) {
        this.taps = taps;
        this.rows = rows;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.startsWith(PREFIX);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        Matcher parts = SPELLING.matcher(topic);
        if (!parts.matches()) {
            throw unknown(topic);
        }
        String node = parts.group(2);
        String port = parts.group(3);
        Drawing drawing = rows.find(member.workspace(), parts.group(1))
                .map(row -> rows.drawing(member.workspace(), row.pipeline(), row.revision()))
                .orElseThrow(() -> unknown(topic));
        boolean isDrawn = drawing.edges().stream()
                .anyMatch(edge ->
                        edge.from().node().equals(node) && edge.from().port().equals(port));
        if (!isDrawn) {
            throw unknown(topic);
        }
        return taps.look(new TapPlace(member.workspace(), new DeploymentId(parts.group(1)), node, port), listener);
    }

    private static Refused unknown(String topic) {
        return Refused.notFound("tap.unknown", "There is no port with edges for " + topic);
    }
}
