package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.identity.Identities;
import dev.touchline.touch.campaign.CampaignBrands;
import dev.touchline.type.v1.IdentifierHash;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings reports on disk: finds people, locks touches, lets {@link Batch} decide, writes, and tells the feed. */
@ApplicationScoped
class Reports {

    private final Pool pool;
    private final Identities identities;
    private final CampaignBrands brands;
    private final Touches touches;
    private final TouchWrites writes;

    Reports(Pool pool, Identities identities, CampaignBrands brands, Touches touches, TouchWrites writes) {
        this.pool = pool;
        this.identities = identities;
        this.brands = brands;
        this.touches = touches;
        this.writes = writes;
    }

    /** Records reports, at least one, in one transaction; answers in any order. */
    Uni<List<ItemResult>> record(List<TouchReport> reports, Instant now, Caller caller) {
        Set<ByteString> hashes = reports.stream()
                .flatMap(each -> each.identifiers().stream())
                .map(IdentifierHash::getHash)
                .collect(Collectors.toSet());
        Set<String> campaigns =
                reports.stream().map(each -> each.said().content().campaign()).collect(Collectors.toSet());
        return pool.withTransaction(tx -> brands.of(tx, caller, campaigns)
                .map(brandOf -> new Scope(caller, brandOf))
                .chain(scope ->
                        identities.find(tx, hashes).chain(known -> record(tx, new Batch(reports, known, scope), now))));
    }

    private Uni<List<ItemResult>> record(SqlConnection tx, Batch batch, Instant now) {
        if (batch.first().isEmpty()) {
            return Uni.createFrom().item(batch.answers());
        }
        return touches.insertOrLock(tx, batch.first(), now)
                .chain(created -> touches.find(tx, batch.missing(created)).chain(found -> {
                    List<Draft> drafts = batch.judge(created, found);
                    return writes.write(tx, drafts).replaceWith(batch.answers());
                }));
    }
}
