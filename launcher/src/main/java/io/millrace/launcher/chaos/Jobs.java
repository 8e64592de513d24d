package io.millrace.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The jobs of a run, as REST shows them. */
final class Jobs {

    private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(1);

    /**
     * A job at one look.
     *
     * @param rows into its nodes in this attempt
     */
    record Sight(String status, int attempt, long rows, boolean ended) {

        private boolean runs() {
            return status.equals("running");
        }

        /** Whether it has ended otherwise than by coming to the end of its input. */
        boolean isBroken() {
            return ended && !status.equals("finished");
        }
    }

    private final Installed installed;
    private final Waiting waiting;
    private final List<String> deployments = new ArrayList<>();

    Jobs(Installed installed, Waiting waiting) {
        this.installed = installed;
        this.waiting = waiting;
    }

    /** Deploys a pipeline, whose rows flow when this returns. */
    void deploy(String document, String key) throws IOException, InterruptedException {
        String pipeline = installed.session().importPipeline(document);
        installed.session().deploy(pipeline, installed.session().commit(pipeline, "Chaos"), key);
        String deployment = installed
                .session()
                .activeDeployment(pipeline)
                .orElseThrow(() -> new IOException(pipeline + " has ended at once"));
        deployments.add(deployment);
        waiting.until(
                deployment + " has rows", DEPLOY_LIMIT, () -> look(deployment).rows() > 0);
    }

    /** All jobs; fails when the control plane is away. */
    List<Sight> look() throws IOException, InterruptedException {
        List<Sight> sights = new ArrayList<>();
        for (String deployment : deployments) {
            sights.add(look(deployment));
        }
        return sights;
    }

    private Sight look(String deployment) throws IOException, InterruptedException {
        JsonNode view = installed.session().read("/deployments/" + deployment);
        return new Sight(
                view.path("status").asText(),
                view.path("attempt").asInt(),
                StreamSupport.stream(view.path("nodes").spliterator(), false)
                        .mapToLong(node -> node.path("rowsIn").asLong())
                        .sum(),
                view.path("endedAt").isTextual());
    }

    /** Whether all jobs have come to their ends; no, while nobody can be asked. */
    boolean haveEnded() throws InterruptedException {
        return seen().filter(sights -> sights.stream().allMatch(Sight::ended)).isPresent();
    }

    /** All jobs; empty when the control plane is away. */
    Optional<List<Sight>> seen() throws InterruptedException {
        try {
            return Optional.of(look());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits until rows flow in every job again, or it has ended: more of them in the same attempt, or any in a later one.
     *
     * @param before the last look before the fault
     * @param same how long to wait for a later attempt before the same one counts, whose last news may be from before
     * @return whether they do before the limit
     */
    boolean awaitRows(List<Sight> before, Duration same, Duration limit) throws IOException, InterruptedException {
        var sameCounts = waiting.now().plus(same);
        List<Optional<Sight>> bases = new ArrayList<>();
        before.forEach(_ -> bases.add(Optional.empty()));
        boolean[] flow = new boolean[before.size()];
        return waiting.within(limit, () -> {
            Optional<List<Sight>> now = seen();
            if (now.isEmpty()) {
                return false;
            }
            boolean all = true;
            for (int i = 0; i < flow.length; i++) {
                Sight sight = now.get().get(i);
                Optional<Sight> base = bases.get(i).filter(it -> it.attempt() == sight.attempt());
                boolean later = sight.attempt() > before.get(i).attempt();
                boolean more = base.filter(it -> sight.rows() > it.rows()).isPresent()
                        && waiting.now().isAfter(sameCounts);
                flow[i] |= sight.ended() || sight.runs() && (later && sight.rows() > 0 || more);
                if (base.isEmpty() || waiting.now().isBefore(sameCounts)) {
                    bases.set(i, Optional.of(sight));
                }
                all &= flow[i];
            }
            return all;
        });
    }

    /** Why jobs were started again, each reason once. */
    List<String> reasonsSince(List<Sight> before) throws InterruptedException {
        List<String> reasons = new ArrayList<>();
        try {
            for (int i = 0; i < deployments.size(); i++) {
                String events = "/deployments/" + deployments.get(i) + "/events";
                if (look(deployments.get(i)).attempt() > before.get(i).attempt()) {
                    StreamSupport.stream(
                                    installed
                                            .session()
                                            .read(events)
                                            .path("items")
                                            .spliterator(),
                                    false)
                            .map(event -> event.path("reason").path("message").asText(""))
                            .filter(message -> !message.isEmpty())
                            .reduce((_, last) -> last)
                            .ifPresent(reasons::add);
                }
            }
        } catch (IOException e) {
            reasons.add("nobody can be asked why");
        }
        return reasons.stream().distinct().toList();
    }

    /** What is to be said of jobs that have not finished as they should: status and reason. */
    List<String> unfinished() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        for (String deployment : deployments) {
            JsonNode view = installed.session().read("/deployments/" + deployment);
            if (!view.path("status").asText().equals("finished")) {
                words.add(deployment + " is " + view.path("status").asText() + " in attempt " + view.path("attempt")
                        + ": " + view.path("reason").path("message").asText("no reason known"));
            }
        }
        return words;
    }
}
