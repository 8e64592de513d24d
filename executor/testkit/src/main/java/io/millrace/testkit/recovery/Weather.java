package io.millrace.testkit.recovery;

/**
 * How often small things go wrong now.
 *
 * @param loss of a message
 * @param doubling of a message
 * @param lateness of a message, up to eight seconds
 * @param logFailure of a write to the log; in half of them it is written all the same
 * @param fullStorage of a write to storage
 * @param slowStorage up to twenty seconds
 * @param commitFailure of a commit; in half of them it is done all the same
 */
record Weather(
        double loss,
        double doubling,
        double lateness,
        double logFailure,
        double fullStorage,
        double slowStorage,
        double commitFailure) {

    static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0);

    Weather with(FaultKind kind) {
        return switch (kind) {
            case MESSAGES_ARE_LOST ->
                new Weather(0.7, doubling, lateness, logFailure, fullStorage, slowStorage, commitFailure);
            case MESSAGES_ARE_REPEATED ->
                new Weather(loss, 0.9, lateness, logFailure, fullStorage, slowStorage, commitFailure);
            case MESSAGES_ARE_LATE ->
                new Weather(loss, doubling, 0.7, logFailure, fullStorage, slowStorage, commitFailure);
            case LOG_IS_AWAY -> new Weather(loss, doubling, lateness, 0.8, fullStorage, slowStorage, commitFailure);
            case STORAGE_IS_FULL -> new Weather(loss, doubling, lateness, logFailure, 0.9, slowStorage, commitFailure);
            case STORAGE_IS_SLOW -> new Weather(loss, doubling, lateness, logFailure, fullStorage, 0.8, commitFailure);
            case COMMITS_FAIL -> new Weather(loss, doubling, lateness, logFailure, fullStorage, slowStorage, 0.8);
            default -> this;
        };
    }
}
