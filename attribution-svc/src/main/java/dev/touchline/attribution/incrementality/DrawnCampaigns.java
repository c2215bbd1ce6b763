package dev.touchline.attribution.incrementality;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.touch.v1.Campaign;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeMap;

/** Every campaign, with all that touch-svc says about it: a few thousand in many years. */
@ApplicationScoped
class DrawnCampaigns {

    private static final String ALL = "SELECT body FROM campaign";

    /** All campaigns by key. */
    Uni<TreeMap<String, Drawn>> all(SqlClient client) {
        return client.query(ALL).execute().map(rows -> {
            TreeMap<String, Drawn> campaigns = new TreeMap<>();
            for (Row row : rows) {
                Drawn drawn = new Drawn(parse(row.getBuffer(0).getBytes()));
                campaigns.put(drawn.key(), drawn);
            }
            return campaigns;
        });
    }

    private static Campaign parse(byte[] body) {
        try {
            return Campaign.parseFrom(body);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored campaign cannot be read", broken);
        }
    }
}
