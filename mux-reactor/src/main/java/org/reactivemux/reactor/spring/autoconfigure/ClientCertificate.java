package org.reactivemux.reactor.spring.autoconfigure;

/** Whether a server asks its clients for a certificate, by the words of Spring Boot's own servers. */
public enum ClientCertificate {
    /** It does not; whom it lets in is up to an authoriser. */
    NONE,
    /** It does, and hears those without one too if an authoriser lets them in. */
    WANT,
    /** It does, and without one that it trusts there is no connection. */
    NEED
}
