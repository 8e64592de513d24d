/**
 * The pipeline as data: what is drawn, written, stored and sent, without anything that runs it.
 *
 * <p>Read {@link io.millrace.model.document.PipelineDocument} first; {@code edit} holds the commands that change a
 * document, {@code draft} applies them, {@code problem} says what is wrong with one, {@code catalogue} describes node
 * types, {@code json} holds the value tree all of them are written as, {@code type} the SQL types. This package itself
 * keeps only what all of those use: {@link io.millrace.model.NearestName} and {@link io.millrace.model.Durations}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model;

import org.jspecify.annotations.NullMarked;
