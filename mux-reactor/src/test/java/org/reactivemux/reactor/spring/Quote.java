package org.reactivemux.reactor.spring;

/** A value that JSON can carry. */
public record Quote(String symbol, int price) {}
