/**
 * Reactor on one side, the protocol core on the other: publishers and subscribers that turn signals into calls of a
 * {@link org.reactivemux.reactor.protocol.Session} and what it decides into signals. Everything that touches a session
 * runs on its connection's event loop, of which {@link org.reactivemux.reactor.reactive.Wire} is all that is known here.
 */
package org.reactivemux.reactor.reactive;
