/**
 * A service in two processes, and the program that starts them. The {@code worker} has a market and publishes it behind a
 * Unix socket; the {@code gateway} takes HTTP and asks the worker over channels.
 */
@NullMarked
package org.reactivemux.samples.webflux;

import org.jspecify.annotations.NullMarked;
