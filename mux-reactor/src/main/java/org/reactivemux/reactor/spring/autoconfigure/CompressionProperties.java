package org.reactivemux.reactor.spring.autoconfigure;

import java.util.Set;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@link Compression} as properties, with the same defaults.
 *
 * @param codecs the codecs to take part in; zstd counts only where its library is there.
 * @param deflateLevel how hard deflate tries, 1 (fastest) to 9 (smallest).
 * @param zstdLevel how hard zstd tries, 1 (fastest) to 12 (smallest).
 */
public record CompressionProperties(
        @DefaultValue({"deflate", "zstd"}) Set<Codec> codecs,
        @DefaultValue("6") int deflateLevel,
        @DefaultValue("3") int zstdLevel) {

    Compression toCompression(String prefix) {
        return OptionProperties.build(prefix, this, () -> new Compression(codecs, deflateLevel, zstdLevel));
    }
}
