package io.millrace.designer.pipelines;

import io.millrace.model.document.PipelineId;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Ids for new pipelines: readable, and never used twice, so that nothing that was kept about a deleted one fits a new one. */
@Singleton
final class PipelineIds {

    private static final int LONGEST_WORDS = 40;

    private static final String LETTERS = "abcdefghjkmnpqrstvwxyz23456789";

    private static final int RANDOM_LETTERS = 8;

    private final RandomGenerator random;

    PipelineIds(RandomGenerator random) {
        this.random = random;
    }

    /** An id for a pipeline of this name: {@code late-flights-k3x9q2mv}. */
    PipelineId next(String name) {
        StringBuilder id = new StringBuilder(words(name));
        id.append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new PipelineId(id.toString());
    }

    private static String words(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        String words =
                plain.substring(0, Math.min(plain.length(), LONGEST_WORDS)).replaceAll("-+$", "");
        return words.isEmpty() ? "pipeline" : words;
    }
}
