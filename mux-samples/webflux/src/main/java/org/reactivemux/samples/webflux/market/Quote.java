package org.reactivemux.samples.webflux.market;

import java.math.BigDecimal;

/**
 * How an instrument stands.
 *
 * @param symbol its short name
 * @param name its full name
 * @param opening the first price of the day
 * @param last the last trade
 */
public record Quote(String symbol, String name, BigDecimal opening, Tick last) {}
