/**
 * Typed exchanges for programs with Spring: {@link org.reactivemux.reactor.spring.MuxRequester} asks,
 * {@link org.reactivemux.reactor.spring.MuxMessageHandler} has annotated methods answer, and
 * {@link org.reactivemux.reactor.spring.MuxStrategies} says how values become messages. Needs Spring, which nothing else of
 * this library does.
 */
package org.reactivemux.reactor.spring;
