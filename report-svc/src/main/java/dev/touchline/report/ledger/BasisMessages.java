package dev.touchline.report.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.v1.LedgerBasis;

/** Bases as they travel and as they are stored; the empty message is the absent one. */
final class BasisMessages {

    private BasisMessages() {}

    static Basis of(LedgerBasis told) {
        return new Basis(
                told.getOrder(),
                told.getRefundsList(),
                told.getMemberId(),
                told.getPersonList(),
                told.getTouches(),
                told.getCampaigns(),
                told.getPoliciesList());
    }

    static Basis parse(byte[] stored) {
        try {
            return of(LedgerBasis.parseFrom(stored));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored basis cannot be read", broken);
        }
    }

    static byte[] bytes(Basis basis) {
        return LedgerBasis.newBuilder()
                .setOrder(basis.order())
                .addAllRefunds(basis.refunds())
                .setMemberId(basis.member())
                .addAllPerson(basis.person())
                .setTouches(basis.touches())
                .setCampaigns(basis.campaigns())
                .addAllPolicies(basis.policies())
                .build()
                .toByteArray();
    }
}
