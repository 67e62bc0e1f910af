package org.reactivemux.samples.cli.top;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Names come from the other side: what could disturb a terminal is left out, and wide characters count as two. */
final class Name {
    private static final String CUT = "~";

    private Name() {}

    /** Exactly that many columns of a terminal. */
    static String fitted(String name, int width) {
        AttributedString visible = new AttributedString(name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " "));
        int wide = visible.columnLength();
        if (wide <= width) {
            return visible + " ".repeat(width - wide);
        }
        AttributedString start = visible.columnSubSequence(0, width - 1);
        return new AttributedStringBuilder()
                .append(start)
                .append(CUT)
                .append(" ".repeat(width - 1 - start.columnLength()))
                .toString();
    }
}
