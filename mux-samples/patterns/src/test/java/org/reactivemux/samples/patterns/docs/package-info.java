/** Keeps the documentation true: its Java is compiled, its links lead somewhere. */
@NullMarked
package org.reactivemux.samples.patterns.docs;

import org.jspecify.annotations.NullMarked;
