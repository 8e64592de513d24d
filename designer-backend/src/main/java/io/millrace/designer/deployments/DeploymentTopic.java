package io.millrace.designer.deployments;

import io.millrace.designer.deployments.view.DeploymentView;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Listener;
import io.millrace.designer.events.Topic;
import io.millrace.designer.permission.Member;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code deployments}: the newest, then one at a time as it or its rate changes, each as a line of a list (see {@link
 * DeploymentView#line}). {@code deployment/ID}: how one is, each second.
 * {@code deployment/ID/events}: what has happened to it, then one event at a time.
 */
@Singleton
final class DeploymentTopic implements Topic {

    static final String ALL = "deployments";

    private static final String ONE = "deployment/";
    private static final String EVENTS = "/events";

    /** What a list shows at first. */
    private static final int NEWEST = 100;

    private final Deployments deployments;
    private final Broadcast broadcast;

    DeploymentTopic(Deployments deployments, Broadcast broadcast) {
        this.deployments = deployments;
        this.broadcast = broadcast;
    }

    static String one(String deployment) {
        return ONE + deployment;
    }

    static String events(String deployment) {
        return ONE + deployment + EVENTS;
    }

    @Override
    public boolean isCalled(String topic) {
        return topic.equals(ALL) || topic.startsWith(ONE);
    }

    @Override
    public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
        if (topic.equals(ALL)) {
            return broadcast.join(
                    member.workspace(),
                    topic,
                    listener,
                    () -> new DeploymentPage(
                            deployments.newest(member.workspace(), Optional.empty(), Optional.empty(), NEWEST).stream()
                                    .map(DeploymentView::line)
                                    .toList()));
        }
        String rest = topic.substring(ONE.length());
        if (rest.endsWith(EVENTS)) {
            String id = rest.substring(0, rest.length() - EVENTS.length());
            return broadcast.join(
                    member.workspace(), topic, listener, () -> deployments.events(member.workspace(), id));
        }
        return broadcast.join(member.workspace(), topic, listener, () -> deployments.require(member.workspace(), rest));
    }
}
