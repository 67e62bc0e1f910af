package org.reactivemux.samples.cli;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Permissions as people write them: {@code rw-rw----} as in {@code ls}, or {@code 660} as for {@code chmod}. */
final class SocketMode implements ITypeConverter<String> {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

    @Override
    public String convert(String value) {
        if (OCTAL.matcher(value).matches()) {
            return symbolic(Integer.parseInt(value, 8));
        }
        try {
            return PosixFilePermissions.toString(PosixFilePermissions.fromString(value));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s' is neither like 660 nor like rw-rw----".formatted(value));
        }
    }

    private static String symbolic(int bits) {
        StringBuilder text = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < text.length(); i++) {
            if ((bits & 0400 >> i) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return text.toString();
    }
}
