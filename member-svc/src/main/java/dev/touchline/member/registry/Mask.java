package dev.touchline.member.registry;

import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;

/**
 * An identifier that a person recognises as their own and nobody else can use: of a phone number four digits before the last
 * four are hidden ({@code 138****8000}), of an e-mail address all before the {@code @} but its first character, of anything
 * else all but two characters at each end. What is too short for that is hidden whole.
 */
final class Mask {

    private static final String HIDDEN = "****";
    private static final int PHONE_HIDDEN = 4;
    private static final int PHONE_SHOWN = 4;
    private static final int ENDS = 2;
    private static final int SHORTEST = 8;

    private Mask() {}

    static Identifier of(Identifier identifier) {
        return identifier.toBuilder()
                .setValue(value(identifier.getType(), identifier.getValue()))
                .build();
    }

    private static String value(IdentifierType type, String clear) {
        if (type == IdentifierType.IDENTIFIER_TYPE_EMAIL) {
            int at = clear.lastIndexOf('@');
            return at < 1 ? HIDDEN : clear.substring(0, 1) + HIDDEN + clear.substring(at);
        }
        if (clear.length() < SHORTEST) {
            return HIDDEN;
        }
        return type == IdentifierType.IDENTIFIER_TYPE_PHONE
                ? clear.substring(0, clear.length() - PHONE_HIDDEN - PHONE_SHOWN)
                        + HIDDEN
                        + clear.substring(clear.length() - PHONE_SHOWN)
                : clear.substring(0, ENDS) + HIDDEN + clear.substring(clear.length() - ENDS);
    }
}
