/** What goes on in a server, as {@code mux top} shows it: the channel that tells of it, and the table. */
@NullMarked
package org.reactivemux.samples.cli.top;

import org.jspecify.annotations.NullMarked;
