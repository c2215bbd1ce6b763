package dev.touchline.order.document;

import com.google.protobuf.ByteString;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Roles;
import dev.touchline.order.v1.SaleKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * What a document says, however it says it: two documents with one content are the same fact. The order of lines and
 * coupons, the stated total, the version and the time of arrival are not content; the order of identifiers is, since the
 * first one that is known tells the member.
 */
public final class Content {

    private Content() {}

    /** SHA-256 of the canonical content, 32 bytes. */
    public static ByteString hash(AcceptedDocument accepted) {
        return sha256(canonical(accepted).toByteArray());
    }

    /** The document reduced to its content. */
    static AcceptedDocument canonical(AcceptedDocument accepted) {
        return AcceptedDocument.newBuilder()
                .setDocument(canonical(accepted.getDocument()))
                .addAllIdentifiers(accepted.getIdentifiersList())
                .build();
    }

    /** SHA-256 of everything a document holds but the time of arrival: by it a document that is not valid is known again. */
    public static ByteString fingerprint(AcceptedDocument accepted) {
        return sha256(accepted.toBuilder().clearRecordedAt().build().toByteArray());
    }

    // No map fields and no unknown ones: protobuf then writes equal messages as equal bytes.
    private static Document canonical(Document document) {
        List<Line> lines = document.getLinesList().stream()
                .sorted(Comparator.comparingInt(Line::getLineNumber))
                .toList();
        List<String> coupons =
                document.getCouponsList().stream().distinct().sorted().toList();
        Document.Builder canonical = document.toBuilder()
                .clearVersion()
                .clearStatedTotalMinor()
                .clearLines()
                .addAllLines(lines)
                .clearCoupons()
                .addAllCoupons(coupons);
        if (document.getPlaces().equals(Places.getDefaultInstance())) {
            canonical.clearPlaces();
        }
        if (document.getRoles().equals(Roles.getDefaultInstance())) {
            canonical.clearRoles();
        }
        if (document.getKind() == SaleKind.SALE_KIND_ORDINARY) {
            canonical.clearKind();
        }
        return canonical.build();
    }

    private static ByteString sha256(byte[] bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
