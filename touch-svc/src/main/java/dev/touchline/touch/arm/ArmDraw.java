package dev.touchline.touch.arm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Draws the arm of a unit by a salted hash of (campaign, unit): the same unit of the same campaign always draws the same
 * number, other campaigns draw independently, and who does not know the salt cannot predict it.
 *
 * <p>number = first 8 bytes of SHA-256(salt, campaign, unit), each with its length before it, unsigned, modulo 1,000,000;
 * control if number &lt; control_ppm. Raising control_ppm therefore only moves units from treated to control. The bias of
 * the modulo is below 10^-13.
 */
public final class ArmDraw {

    private static final long MILLION = 1_000_000;

    private final byte[] salt;

    public ArmDraw(String salt) {
        this.salt = salt.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether a unit is held out.
     *
     * @param controlPpm share of units to hold out, 0 to 1,000,000 parts per million
     */
    public boolean control(String campaign, String unit, int controlPpm) {
        return Long.remainderUnsigned(number(campaign, unit), MILLION) < controlPpm;
    }

    private long number(String campaign, String unit) {
        MessageDigest digest = sha256();
        with(digest, salt);
        with(digest, campaign.getBytes(StandardCharsets.UTF_8));
        with(digest, unit.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void with(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
