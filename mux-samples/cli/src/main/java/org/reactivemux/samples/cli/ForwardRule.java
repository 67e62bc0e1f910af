package org.reactivemux.samples.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reactivemux.samples.cli.forward.HostAndPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which channels are carried on, and where to.
 *
 * @param name of the channels
 * @param target of their TCP connections
 */
record ForwardRule(String name, HostAndPort target) {

    /** Each name can be served once, and some are taken. */
    static void requireFreeNames(List<ForwardRule> rules, Set<String> taken) {
        Set<String> names = new TreeSet<>(taken);
        for (ForwardRule rule : rules) {
            if (!names.add(rule.name)) {
                String by = taken.contains(rule.name) ? "by this program itself" : "by two targets";
                throw new IllegalArgumentException("--forward: the name '%s' is taken %s".formatted(rule.name, by));
            }
        }
    }

    /** As people write it: {@code NAME=HOST:PORT}. */
    static final class Form implements ITypeConverter<ForwardRule> {

        @Override
        public ForwardRule convert(String value) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("'%s' is not like NAME=HOST:PORT".formatted(value));
            }
            try {
                HostAndPort target = HostAndPort.parse(value.substring(equals + 1));
                if (target.port() == 0) {
                    throw new TypeConversionException("nobody can be reached at port 0");
                }
                return new ForwardRule(value.substring(0, equals), target);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
