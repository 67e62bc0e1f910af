/**
 * The way in: {@link org.reactivemux.reactor.MuxClient} connects, {@link org.reactivemux.reactor.MuxServer} listens,
 * and {@link org.reactivemux.reactor.MuxPair} joins two ends without a socket, for tests.
 */
package org.reactivemux.reactor;
