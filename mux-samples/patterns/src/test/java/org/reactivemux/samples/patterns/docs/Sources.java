package org.reactivemux.samples.patterns.docs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compiled code, in which white space does not count: a document may break its lines where the reader's eye wants it,
 * and the formatter where it does.
 */
record Sources(List<String> files) {
    private static final Pattern END_OF_COMMENT = Pattern.compile("(//.*)$", Pattern.MULTILINE);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SPACE_AT_SIGN = Pattern.compile(" ?([^\\w ]) ?");

    static Sources of(List<String> files) {
        return new Sources(files.stream().map(Sources::normalised).toList());
    }

    /** Whether one of the files has this code in one piece. */
    boolean contain(String code) {
        String wanted = normalised(code);
        return files.stream().anyMatch(file -> file.contains(wanted));
    }

    /** The first line of this code that no file has. */
    Optional<String> strangerIn(String code) {
        return code.lines().filter(line -> !contain(line)).findFirst().map(String::strip);
    }

    /** A comment ends with its line, which has to be seen when line breaks no longer are. */
    private static String normalised(String code) {
        String marked = END_OF_COMMENT.matcher(code).replaceAll("$1\u00B6");
        String spaced = SPACE.matcher(marked).replaceAll(" ").strip();
        return SPACE_AT_SIGN.matcher(spaced).replaceAll("$1");
    }
}
