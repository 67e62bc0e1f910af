package org.reactivemux.reactor.spring;

import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a channel with places for values, such as {@code quotes.{symbol}}. */
record RouteTemplate(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]+}");

    /** A dot within a value is no border between segments; path patterns read it so. */
    private static final String DOT = "%2E";

    String with(Object... values) {
        Iterator<Object> left = Arrays.asList(values).iterator();
        String name = VARIABLE.matcher(text).replaceAll(variable -> valueOf(variable, left));
        if (left.hasNext()) {
            throw new IllegalArgumentException("'" + text + "' has no place for " + left.next());
        }
        return name;
    }

    private String valueOf(MatchResult variable, Iterator<Object> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException("no value for " + variable.group() + " in '" + text + "'");
        }
        return Matcher.quoteReplacement(String.valueOf(left.next()).replace(".", DOT));
    }
}
