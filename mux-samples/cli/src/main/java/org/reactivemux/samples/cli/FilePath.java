package org.reactivemux.samples.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The path of a file. */
final class FilePath implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) { // mostly a character that the process's locale does not have
            throw new TypeConversionException("'%s' is no path: %s".formatted(value, e.getReason()));
        }
    }
}
