/**
 * The protocol of docs/protocol.md as decisions: bytes and local wishes go in, state changes and bytes to write come
 * out. Nothing here does IO, reads a clock or knows of threads; time is an argument, and one caller at a time is
 * assumed. {@link org.reactivemux.reactor.protocol.Session} is the way in.
 */
package org.reactivemux.reactor.protocol;
