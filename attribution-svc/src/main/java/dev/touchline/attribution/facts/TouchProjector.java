package dev.touchline.attribution.facts;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.facts.Campaigns.ToldArm;
import dev.touchline.attribution.facts.Touches.Control;
import dev.touchline.attribution.facts.Touches.Home;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.Arm;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Follows touch-svc: touches, campaigns and arms. A touch whose person nobody knows is not copied; it comes again
 * when somebody does, and again when it turns out to be somebody else or nobody known: it leaves the old unit, and both
 * are marked. Treated members are kept as well, for incrementality; a fold does not ask for them, so they mark nobody.
 */
@ApplicationScoped
public class TouchProjector implements FeedHandler {

    private final FeedService source;
    private final Members members;
    private final Campaigns campaigns;
    private final Touches touches;
    private final Arms arms;

    public TouchProjector(
            @GrpcClient("touch-svc") FeedService source,
            Members members,
            Campaigns campaigns,
            Touches touches,
            Arms arms) {
        this.source = source;
        this.members = members;
        this.campaigns = campaigns;
        this.touches = touches;
        this.arms = arms;
    }

    @Override
    public String feed() {
        return "touch-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    // All events of a touch come through one cursor, whose lock this transaction holds: its home cannot change
    // meanwhile.
    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        Batch batch = Batch.of(events);
        return unitsOfCampaigns(tx, batch)
                .chain(units -> touches.homes(tx, batch.touches).chain(homes -> write(tx, batch, units, homes)));
    }

    private Uni<Void> write(SqlConnection tx, Batch batch, List<Long> unitsOfCampaigns, Map<Long, Home> homes) {
        List<Home> left = batch.leaving(homes);
        return members.markForFacts(tx, batch.marks(unitsOfCampaigns, left))
                .chain(() -> batch.namesCampaigns()
                        ? campaigns.upsert(tx, batch.campaigns, batch.storeArms)
                        : Uni.createFrom().voidItem())
                .chain(() -> touches.holdOut(tx, batch.controls))
                .chain(() -> arms.assign(tx, batch.arms))
                .chain(() -> touches.leave(tx, left))
                .chain(() -> touches.upsert(tx, batch.ofMembers(homes)));
    }

    /** Excludes this batch and batches that change campaigns from each other; answers whom its own changes concern. */
    private Uni<List<Long>> unitsOfCampaigns(SqlConnection tx, Batch batch) {
        return batch.namesCampaigns()
                ? campaigns.excludeTouches(tx).chain(() -> campaigns.unitsTouched(tx, batch.campaigns, batch.storeArms))
                : campaigns.admitTouches(tx).replaceWith(List.of());
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return campaigns
                .excludeTouches(tx)
                .chain(() -> touches.allUnits(tx))
                .chain(units -> members.markForFacts(tx, units))
                .chain(() -> touches.forget(tx))
                .chain(() -> arms.forget(tx))
                .chain(() -> campaigns.forget(tx));
    }

    /** What a batch of events tells, by kind. */
    private static final class Batch {

        final List<Campaigns.Told> campaigns = new ArrayList<>();
        final List<ToldArm> storeArms = new ArrayList<>();
        final List<Control> controls = new ArrayList<>();
        final List<ArmAssignment> arms = new ArrayList<>();
        final List<Touches.Told> touches = new ArrayList<>();

        static Batch of(List<FeedEvent> events) {
            Batch batch = new Batch();
            for (Latest<TouchEvent> latest : Latest.of(events, TouchEvent.parser())) {
                batch.add(latest.message());
            }
            return batch;
        }

        private void add(TouchEvent event) {
            if (event.hasCampaign()) {
                campaigns.add(new Campaigns.Told(event.getCampaign(), event.getVersion()));
            } else if (event.hasArm()) {
                add(event.getArm(), event.getVersion());
            } else if (event.hasTouch()) {
                touches.add(new Touches.Told(event.getTouch(), event.getVersion()));
            }
        }

        private void add(ArmAssignment arm, long version) {
            if (arm.getMemberId() == 0) {
                storeArms.add(new ToldArm(arm, version));
                return;
            }
            arms.add(arm);
            if (arm.getArm() == Arm.ARM_CONTROL) {
                controls.add(new Control(arm.getMemberId(), arm.getCampaign()));
            }
        }

        boolean namesCampaigns() {
            return !campaigns.isEmpty() || !storeArms.isEmpty();
        }

        /** What is to be copied. */
        List<Touches.Told> ofMembers(Map<Long, Home> homes) {
            return newer(homes).stream()
                    .filter(told -> told.touch().getMemberId() > 0)
                    .toList();
        }

        private List<Touches.Told> newer(Map<Long, Home> homes) {
            return touches.stream()
                    .filter(told -> {
                        Home home = homes.get(told.touch().getTouchId());
                        return home == null || home.version() < told.version();
                    })
                    .toList();
        }

        /** Where touches are that these events tell to be another member's, or nobody's any more. */
        List<Home> leaving(Map<Long, Home> homes) {
            return newer(homes).stream()
                    .filter(told -> homes.containsKey(told.touch().getTouchId()))
                    .filter(told -> homes.get(told.touch().getTouchId()).unit()
                            != told.touch().getMemberId())
                    .map(told -> homes.get(told.touch().getTouchId()))
                    .toList();
        }

        List<Long> marks(List<Long> unitsOfCampaigns, List<Home> left) {
            List<Long> marks = new ArrayList<>(unitsOfCampaigns);
            left.forEach(home -> marks.add(home.unit()));
            controls.forEach(control -> marks.add(control.member()));
            touches.stream()
                    .map(told -> told.touch().getMemberId())
                    .filter(member -> member > 0)
                    .forEach(marks::add);
            return marks;
        }
    }
}
