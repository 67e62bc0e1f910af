/**
 * Servers and clients by the properties {@code mux.server.*} and {@code mux.client.*} of Spring Boot (docs/guide.md, Spring
 * Boot).
 */
package org.reactivemux.reactor.spring.autoconfigure;
