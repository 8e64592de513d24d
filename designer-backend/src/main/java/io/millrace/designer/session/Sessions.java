package io.millrace.designer.session;

import io.millrace.designer.database.Transaction;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.UserId;
import io.millrace.designer.permission.User;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** One-time links and the sessions they are traded for. Only hashes are stored. */
@Singleton
public final class Sessions {

    /** How long a link is good: enough to copy it to a browser. */
    static final Duration LINK_LIFE = Duration.ofMinutes(10);

    /** How long somebody stays logged in. */
    static final Duration SESSION_LIFE = Duration.ofDays(30);

    private final Transactions transactions;
    private final Secrets secrets;
    private final Clock clock;
    private final Event<SessionEnded> ended;

    Sessions(Transactions transactions, Secrets secrets, Clock clock, Event<SessionEnded> ended) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.clock = clock;
        this.ended = ended;
    }

    /** A new link for somebody. What has expired is swept out on the way. */
    Secret link(String userName) {
        Secret secret = secrets.next();
        OffsetDateTime now = now();
        transactions.outside(transaction -> {
            sweep(transaction, now);
            return transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO login_link (secret_hash, user_id, created_at, expires_at)
                            SELECT :hash, id, :now, :expires FROM app_user WHERE name = :user""")
                    .bind("hash", secret.hash())
                    .bind("now", now)
                    .bind("expires", now.plus(LINK_LIFE))
                    .bind("user", userName)
                    .execute();
        });
        return secret;
    }

    private static void sweep(Transaction transaction, OffsetDateTime now) {
        transaction
                .handle()
                .createUpdate("DELETE FROM login_link WHERE expires_at <= :now")
                .bind("now", now)
                .execute();
        transaction
                .handle()
                .createUpdate("DELETE FROM session WHERE expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    /** Trades a link for a session; empty if the link is unknown, used or expired. */
    Optional<Secret> redeem(Secret link) {
        OffsetDateTime now = now();
        return transactions.outside(transaction -> transaction
                .handle()
                .createQuery("""
                        UPDATE login_link SET used_at = :now
                        WHERE secret_hash = :hash AND used_at IS NULL AND expires_at > :now
                        RETURNING user_id""")
                .bind("now", now)
                .bind("hash", link.hash())
                .mapTo(UUID.class)
                .findOne()
                .map(user -> open(transaction, user, now)));
    }

    private Secret open(Transaction transaction, UUID user, OffsetDateTime now) {
        Secret session = secrets.next();
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO session (secret_hash, user_id, created_at, expires_at)
                        VALUES (:hash, :user, :now, :expires)""")
                .bind("hash", session.hash())
                .bind("user", user)
                .bind("now", now)
                .bind("expires", now.plus(SESSION_LIFE))
                .execute();
        return session;
    }

    /** The session that this is the secret of; empty if it is unknown or over. */
    Optional<Session> find(Secret session) {
        return transactions.outside(transaction -> transaction
                .handle()
                .createQuery("""
                        SELECT app_user.id, app_user.name, session.expires_at
                        FROM session JOIN app_user ON app_user.id = session.user_id
                        WHERE session.secret_hash = :hash AND session.expires_at > :now""")
                .bind("hash", session.hash())
                .bind("now", now())
                .map((row, _) -> new Session(
                        idOf(session),
                        new User(new UserId(row.getObject("id", UUID.class)), row.getString("name")),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .findOne());
    }

    /** Ends a session. */
    void end(Secret session) {
        transactions.outside(transaction -> transaction
                .handle()
                .createUpdate("DELETE FROM session WHERE secret_hash = :hash")
                .bind("hash", session.hash())
                .execute());
        ended.fire(new SessionEnded(idOf(session)));
    }

    private static String idOf(Secret session) {
        return HexFormat.of().formatHex(session.hash());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
