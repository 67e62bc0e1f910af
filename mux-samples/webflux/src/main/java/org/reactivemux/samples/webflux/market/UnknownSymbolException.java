package org.reactivemux.samples.webflux.market;

import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;

/** Nothing of that name is listed. Code and message travel over a channel as they are. */
public final class UnknownSymbolException extends ChannelException {
    private static final long serialVersionUID = 1L;

    /** The code by which the other side knows it. */
    public static final ErrorCode CODE = ErrorCode.application(0x1001);

    /**
     * A question about something that is not listed.
     *
     * @param symbol what was asked for
     */
    public UnknownSymbolException(String symbol) {
        super(CODE, "there is no instrument '" + symbol + "'");
    }
}
