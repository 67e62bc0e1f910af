package org.reactivemux.samples.benchmarks.report;

import org.reactivemux.reactor.protocol.Content;
import org.reactivemux.reactor.protocol.Setting;

/**
 * What one codec does to messages of one kind.
 *
 * @param content what they are made of
 * @param size of each, in bytes
 * @param setting the codec and its level
 * @param saved the share of their bytes that need not be sent
 * @param compressing nanoseconds to compress one, be it in vain
 * @param inflating nanoseconds to get it back; NaN if it is not sent compressed
 */
public record CompressionFigure(
        Content content, int size, Setting setting, double saved, double compressing, double inflating) {}
