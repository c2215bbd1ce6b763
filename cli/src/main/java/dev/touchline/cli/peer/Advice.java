package dev.touchline.cli.peer;

import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a person can do about a call that was refused for who called, or about a connection that could not be trusted. */
final class Advice {
    private Advice() {}

    /** The advice as a new line; empty if there is none. */
    static String on(Status status, String reason, String cause) {
        return switch (status.getCode()) {
            case UNAUTHENTICATED -> "\n  " + unauthenticated(reason, cause);
            case PERMISSION_DENIED -> "\n  " + denied(reason);
            case UNAVAILABLE, UNKNOWN -> hopeless(status) ? "\n  " + untrusted(status) : "";
            default -> "";
        };
    }

    private static String unauthenticated(String reason, String cause) {
        if (!reason.equals("TOKEN_INVALID")) {
            return "Name a token: TOUCHLINE_TOKEN_FILE, --token-file or TOUCHLINE_TOKEN. Whoever runs the services makes one by"
                    + " `touchline authority token --role headquarters`.";
        }
        return switch (cause) {
            case "expired" -> "The token has expired: get a new one.";
            case "signature", "key-unknown" ->
                "The services do not know the key that signed the token: it is of another"
                        + " installation, or its key was retired. Get a new one.";
            case "issuer", "audience" -> "The token is for another installation (touchline.access.issuer, .audience).";
            default -> "Expected: the token alone, in compact form, on one line.";
        };
    }

    private static String denied(String reason) {
        return switch (reason) {
            case "ROLE_NOT_ALLOWED" ->
                "The token's role may not do this: use one of another role (headquarters may do"
                        + " everything but what services do among themselves).";
            case "OUT_OF_SCOPE" -> "The token names other stores or brands: use one that covers what is asked for.";
            default -> "The token does not allow this.";
        };
    }

    private static String untrusted(Status status) {
        return causes(status).anyMatch(CertificateException.class::isInstance)
                ? "The certificate shown there is not of an authority that is trusted here, or of another host: name the"
                        + " authority's certificate (ca.crt) by TOUCHLINE_CA or --ca."
                : "There is no TLS at that address, or not of a kind that this command speaks.";
    }

    /** Whether asking again changes nothing, because the connection itself cannot be trusted. */
    static boolean hopeless(Status status) {
        return causes(status)
                .anyMatch(cause -> cause instanceof CertificateException
                        || cause instanceof SSLException
                                && cause.getMessage() != null
                                && cause.getMessage().startsWith("not an SSL/TLS record"));
    }

    private static Stream<Throwable> causes(Status status) {
        return Stream.iterate(status.getCause(), cause -> cause != null, Throwable::getCause);
    }
}
