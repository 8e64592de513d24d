package io.millrace.protocol.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What makes two plans the same for a checkpoint: everything but the parallelism.
 *
 * @param sha256 of the plan with all fragments at parallelism 1, hexadecimal
 */
public record PlanIdentity(String sha256) {

    /** Of this plan. */
    public static PlanIdentity of(OperatorPlan plan) {
        List<Fragment> single = plan.fragments().stream()
                .map(fragment -> new Fragment(fragment.id(), fragment.operators(), 1, fragment.blocking()))
                .toList();
        OperatorPlan normal =
                new OperatorPlan(plan.timeZone(), plan.operators(), single, plan.edges(), plan.policies());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new PlanIdentity(HexFormat.of().formatHex(digest.digest(OperatorPlanCodec.encode(normal))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
