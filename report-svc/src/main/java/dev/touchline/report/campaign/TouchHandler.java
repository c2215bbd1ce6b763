package dev.touchline.report.campaign;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.report.batch.Newest;
import dev.touchline.report.campaign.Rows.ArmRow;
import dev.touchline.report.campaign.Rows.CampaignRow;
import dev.touchline.report.campaign.Rows.TouchRow;
import dev.touchline.report.campaign.Rows.Unit;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.Arm;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows touch-svc: campaigns, arms and touches. */
@ApplicationScoped
public class TouchHandler implements FeedHandler {

    private static final Map<TouchStage, Stage> STAGES = Map.of(
            TouchStage.TOUCH_STAGE_ASSIGNED, Stage.ASSIGNED,
            TouchStage.TOUCH_STAGE_EXECUTED, Stage.EXECUTED,
            TouchStage.TOUCH_STAGE_DELIVERED, Stage.DELIVERED,
            TouchStage.TOUCH_STAGE_RESPONDED, Stage.RESPONDED,
            TouchStage.TOUCH_STAGE_FAILED, Stage.FAILED,
            TouchStage.TOUCH_STAGE_CANCELLED, Stage.CANCELLED);

    private final FeedService source;
    private final Campaigns campaigns;

    public TouchHandler(@GrpcClient("touch-svc") FeedService source, Campaigns campaigns) {
        this.source = source;
        this.campaigns = campaigns;
    }

    @Override
    public String feed() {
        return "touch-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        List<TouchEvent> read = events.stream().map(TouchHandler::read).toList();
        List<CampaignRow> told = read.stream()
                .filter(TouchEvent::hasCampaign)
                .map(TouchHandler::campaign)
                .toList();
        List<ArmRow> arms =
                read.stream().filter(TouchEvent::hasArm).map(TouchHandler::arm).toList();
        List<TouchRow> touches = read.stream()
                .filter(TouchEvent::hasTouch)
                .map(TouchHandler::touch)
                .toList();
        return campaigns
                .learnCampaigns(tx, Newest.of(told, CampaignRow::key))
                .chain(() -> campaigns.learnArms(tx, Newest.of(arms, ArmRow::unit)))
                .chain(() -> campaigns.learnTouches(tx, Newest.of(touches, TouchRow::touchId)));
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return campaigns.forget(tx);
    }

    private static TouchEvent read(FeedEvent event) {
        try {
            return TouchEvent.parseFrom(event.getBody());
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not a TouchEvent at position " + event.getPosition(), broken);
        }
    }

    private static CampaignRow campaign(TouchEvent event) {
        Campaign campaign = event.getCampaign();
        return new CampaignRow(campaign.getKey(), event.getVersion(), campaign.getName(), campaign.getBrand());
    }

    private static ArmRow arm(TouchEvent event) {
        ArmAssignment arm = event.getArm();
        Unit unit = new Unit(arm.getCampaign(), arm.getMemberId(), arm.getStore());
        return new ArmRow(unit, event.getVersion(), arm.getArm() == Arm.ARM_CONTROL);
    }

    private static TouchRow touch(TouchEvent event) {
        Touch touch = event.getTouch();
        Set<Stage> stages = touch.getStagesList().stream()
                .map(StageFact::getStage)
                .map(STAGES::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new TouchRow(
                touch.getTouchId(),
                event.getVersion(),
                touch.getCampaign(),
                touch.getChannelValue(),
                touch.getMemberId(),
                Channel.of(touch.getChannelValue()).progress(stages));
    }
}
