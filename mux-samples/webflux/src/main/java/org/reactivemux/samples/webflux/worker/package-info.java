/** The process that has the market: it answers questions and publishes trades, as fast as each reader takes them. */
@NullMarked
package org.reactivemux.samples.webflux.worker;

import org.jspecify.annotations.NullMarked;
