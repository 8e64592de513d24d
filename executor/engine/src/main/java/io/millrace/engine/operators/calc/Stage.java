package io.millrace.engine.operators.calc;

/** What a stage before a route does to the rows. */
sealed interface Stage permits FilterStage, ProjectStage {

    /** Narrows the rows or replaces the columns of the block; failed rows are reported and leave. */
    void run(Block block);
}
