/** The {@code mux} program: a server, a sender of files, a line-by-line client, TCP forwarding, a live view, and a demonstration. */
@NullMarked
package org.reactivemux.samples.cli;

import org.jspecify.annotations.NullMarked;
