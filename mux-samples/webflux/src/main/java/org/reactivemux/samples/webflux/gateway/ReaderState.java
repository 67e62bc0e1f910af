package org.reactivemux.samples.webflux.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A reader, as browsers see it.
 *
 * @param id what it is called
 * @param symbol what it follows
 * @param perSecond its pace; null for as fast as they come
 */
record ReaderState(String id, String symbol, @Nullable Integer perSecond) {

    static ReaderState of(Reader reader) {
        return new ReaderState(reader.id(), reader.symbol(), reader.pace().perSecond());
    }
}
