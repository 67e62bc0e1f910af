package org.reactivemux.samples.webflux.market;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade.
 *
 * @param symbol what was traded
 * @param number the trades of this instrument are counted from 0
 * @param price for one
 * @param size how many
 * @param at when
 */
public record Tick(String symbol, long number, BigDecimal price, int size, Instant at) {}
