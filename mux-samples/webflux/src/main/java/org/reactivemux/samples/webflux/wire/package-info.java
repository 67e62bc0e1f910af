/** What worker and gateway say to each other: the names of channels, and the messages in JSON. */
@NullMarked
package org.reactivemux.samples.webflux.wire;

import org.jspecify.annotations.NullMarked;
