package io.millrace.model.document;

/**
 * Names a secret where a config needs its value: {@code {secret: kafka-password}}. The value itself never stands in a
 * document; a deployment resolves the name.
 */
public record SecretRef(SecretName secret) {}
