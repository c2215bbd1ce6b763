package dev.touchline.e2e;

import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import io.grpc.Channel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Both ledgers of an installation as attribution-svc tells them, entry by entry, without the ids that every installation gives
 * out for itself.
 */
final class LedgerByKeys {

    private static final int PARTITIONS = 16;

    private LedgerByKeys() {}

    /** The newest state of every entry, by key of its sale and brand. */
    static Map<String, String> read(Channel attribution) throws IOException {
        Map<Long, LedgerEvent> newest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ReadFeedResponse page;
            ReadFeedRequest.Builder request = ReadFeedRequest.newBuilder().setPartition(partition);
            do {
                page = FeedServiceGrpc.newBlockingStub(attribution).readFeed(request.build());
                for (FeedEvent event : page.getEventsList()) {
                    LedgerEvent ledger = LedgerEvent.parseFrom(event.getBody());
                    newest.merge(ledger.getSaleId(), ledger, (a, b) -> a.getVersion() > b.getVersion() ? a : b);
                    request.setAfter(event.getPosition());
                }
                request.setEpoch(page.getEpoch());
            } while (request.getAfter() < page.getHead());
        }
        Map<String, String> entries = new TreeMap<>();
        for (LedgerEvent event : newest.values()) {
            for (LedgerEntry entry : event.getEntriesList()) {
                String key = entry.getKey().getSource() + "/" + entry.getKey().getType() + "/"
                        + entry.getKey().getNumber() + "/" + entry.getBrand();
                entries.put(key, withoutIds(entry).toString());
            }
        }
        return entries;
    }

    private static LedgerEntry withoutIds(LedgerEntry entry) {
        LedgerEntry.Builder plain = entry.toBuilder().clearSaleId().setMemberId(Math.min(entry.getMemberId(), 1));
        for (CreditedTouch.Builder touch : plain.getTouchesBuilderList()) {
            touch.clearTouchId();
        }
        return plain.build();
    }
}
