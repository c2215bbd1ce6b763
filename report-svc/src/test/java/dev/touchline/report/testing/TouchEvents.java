package dev.touchline.report.testing;

import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.TouchChannel;

/** Campaigns, arms, touches, members and partners as their owners tell of them. */
public final class TouchEvents {

    private TouchEvents() {}

    public static TouchEvent campaign(long version, String key, String name, String brand) {
        return TouchEvent.newBuilder()
                .setVersion(version)
                .setCampaign(Campaign.newBuilder().setKey(key).setName(name).setBrand(brand))
                .build();
    }

    public static TouchEvent arm(long version, String campaign, long member, Arm arm) {
        return TouchEvent.newBuilder()
                .setVersion(version)
                .setArm(ArmAssignment.newBuilder()
                        .setCampaign(campaign)
                        .setMemberId(member)
                        .setArm(arm))
                .build();
    }

    public static TouchEvent touch(
            long version, long id, String campaign, TouchChannel channel, long member, TouchStage... stages) {
        Touch.Builder touch = Touch.newBuilder()
                .setTouchId(id)
                .setCampaign(campaign)
                .setChannel(channel)
                .setMemberId(member);
        for (TouchStage stage : stages) {
            touch.addStages(StageFact.newBuilder().setStage(stage));
        }
        return TouchEvent.newBuilder().setVersion(version).setTouch(touch).build();
    }

    public static MemberEvent member(long version, long id, long canonical) {
        return MemberEvent.newBuilder()
                .setVersion(version)
                .setMember(Member.newBuilder().setMemberId(id).setCanonicalId(canonical))
                .build();
    }

    public static MemberEvent partner(long version, String key, PartnerKind kind) {
        return MemberEvent.newBuilder()
                .setVersion(version)
                .setPartner(Partner.newBuilder().setKey(key).setName("Partner").setKind(kind))
                .build();
    }
}
