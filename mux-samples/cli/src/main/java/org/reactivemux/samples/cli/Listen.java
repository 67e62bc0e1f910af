package org.reactivemux.samples.cli;

import org.reactivemux.samples.cli.forward.HostAndPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where TCP clients connect. */
final class Listen implements ITypeConverter<HostAndPort> {

    @Override
    public HostAndPort convert(String value) {
        try {
            return HostAndPort.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
