/** What the service is about: a market, which is simulated in one process and asked from another. */
@NullMarked
package org.reactivemux.samples.webflux.market;

import org.jspecify.annotations.NullMarked;
