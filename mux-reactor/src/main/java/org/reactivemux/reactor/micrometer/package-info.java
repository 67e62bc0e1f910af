/**
 * Micrometer looks on: {@link org.reactivemux.reactor.micrometer.MuxMeters} counts,
 * {@link org.reactivemux.reactor.micrometer.MuxObservations} observes each exchange and each handler and carries the
 * trace from one process to the other. Both are given to {@code observe} of a client or a server. Micrometer is an
 * optional dependency: nothing outside of this package needs it.
 */
package org.reactivemux.reactor.micrometer;
