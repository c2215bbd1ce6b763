package dev.touchline.order.pairing;

import dev.touchline.member.v1.Member;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who is the same person; when that changes, twins of their sales are looked for again. */
@ApplicationScoped
public class Persons {

    private final PersonStore store;
    private final DueSales due;

    public Persons(PersonStore store, DueSales due) {
        this.store = store;
        this.due = due;
    }

    /** Hears of members. No lock of a sale may be taken after it. */
    public Uni<Void> heard(SqlConnection tx, List<Member> members) {
        return store.learn(tx, members)
                .chain(changed -> changed.isEmpty() ? Uni.createFrom().voidItem() : due.markMembers(tx, changed));
    }

    /** What is told now counts, whatever its version. */
    public Uni<Void> forget(SqlConnection tx) {
        return store.forget(tx);
    }
}
