package dev.touchline.kit.paging;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A page of a list ordered by a key, as text.
 *
 * @param size at most so many rows, 1 to 1000
 * @param after rows after this key; empty: from the beginning
 */
public record Page(int size, String after) {

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    /** From a request: 0 means 100; the token is the one of the answer before. */
    public static Page of(int pageSize, String pageToken) {
        Check.range("page_size", pageSize, 0, MAX_SIZE);
        return new Page(pageSize == 0 ? DEFAULT_SIZE : pageSize, decode(pageToken));
    }

    /** The number after which rows come, where the key is one; 0: from the beginning. */
    public long afterNumber() {
        try {
            return after.isEmpty() ? 0 : Long.parseLong(after);
        } catch (NumberFormatException foreign) {
            throw malformed(encode(after));
        }
    }

    /** The token for the page after a row; empty if this page was not full. */
    public String next(int rows, String lastKey) {
        return rows < size ? "" : encode(lastKey);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw malformed(token);
        }
    }

    /** Refuses a token that no answer gave. */
    public static Rejection malformed(String token) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED, "page_token", token, "next_page_token of the answer before");
    }
}
