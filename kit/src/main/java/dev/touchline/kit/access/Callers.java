package dev.touchline.kit.access;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Who calls: by the token that the call carries, else by the certificate of its connection. */
@Singleton
class Callers {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final Set<String> services;

    @Inject
    Callers(AccessConfig config, Jwks jwks, Clock clock) {
        this(new Tokens(config.issuer(), config.audience(), jwks::keys, clock), config.services());
    }

    Callers(Tokens tokens, Set<String> services) {
        this.tokens = tokens;
        this.services = services;
    }

    /** The caller; empty if the call carries nothing that could prove one. */
    Optional<Caller> of(Metadata headers, Attributes connection) throws InvalidTokenException {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null) {
            return ofCertificate(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new InvalidTokenException("malformed");
        }
        return Optional.of(tokens.caller(authorization.substring(BEARER.length())));
    }

    /** The service whose certificate, issued by our authority, the connection was opened with: its common name. */
    private Optional<Caller> ofCertificate(SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            return commonName(session.getPeerPrincipal())
                    .filter(services::contains)
                    .map(name -> new Caller(name, Role.SERVICE, Set.of(), Set.of()));
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(Principal principal) {
        try {
            return new LdapName(principal.getName())
                    .getRdns().stream()
                            .filter(rdn -> "CN".equalsIgnoreCase(rdn.getType()))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException odd) {
            return Optional.empty();
        }
    }
}
