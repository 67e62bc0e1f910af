package org.reactivemux.samples.webflux.wire;

/**
 * What were the last trades?
 *
 * @param symbol of which instrument
 * @param trades how many
 */
public record HistoryQuestion(String symbol, int trades) {}
