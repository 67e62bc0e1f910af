/**
 * The contract of reactive-mux: many channels over one connection, each a {@code Flux<ByteBuffer>} in and a
 * {@code Mono<Void>} for outbound. Nothing in here does any IO; {@code org.reactivemux.reactor} implements it.
 */
package org.reactivemux;
