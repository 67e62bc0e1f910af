package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of open channels behaves like a map by id. */
class ChannelTableTest {
    private final BareChannels channels = new BareChannels(1_024);
    private final ChannelTable table = new ChannelTable();

    @Test
    void anEmptyTableKnowsNoChannel() {
        assertThat(table.size()).isZero();
        assertThat(table.get(1)).isNull();
        assertThat(seen(table)).isEmpty();
    }

    @Test
    void aChannelIsFoundUntilItIsRemoved() {
        Channel one = channels.channel(1);
        Channel highest = channels.channel(-1);
        table.add(one);
        table.add(highest);
        assertThat(table.get(1)).isSameAs(one);
        assertThat(table.get(-1)).isSameAs(highest);
        assertThat(table.get(3)).isNull();
        table.remove(one);
        assertThat(table.get(1)).isNull();
        assertThat(table.get(-1)).isSameAs(highest);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        table.add(channels.channel(1));
        table.remove(channels.channel(3));
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.get(1)).isNotNull();
    }

    @Test
    void manyChannelsComeAndGoInOrder() {
        List<Channel> open = new ArrayList<>();
        for (int id = 1; id < 20_000; id += 2) {
            Channel channel = channels.channel(id);
            open.add(channel);
            table.add(channel);
        }
        assertThat(table.size()).isEqualTo(10_000);
        open.forEach(channel -> assertThat(table.get(channel.id())).isSameAs(channel));
        open.forEach(table::remove);
        assertThat(table.size()).isZero();
        assertThat(seen(table)).isEmpty();
    }

    /** Random additions and removals, in growing and shrinking phases, against a map. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itBehavesLikeAMapUnderRandomOperations(long seed) {
        Random random = new Random(seed);
        Map<Integer, Channel> map = new HashMap<>();
        int base = random.nextInt();
        for (int n = 0; n < 20_000; n++) {
            boolean growing = n / 2_500 % 2 == 0;
            int id = base + 2 * random.nextInt(seed % 2 == 0 ? 64 : 4_000) * (random.nextInt(8) == 0 ? 65_536 : 1);
            Channel there = map.get(id);
            assertThat(table.get(id)).isSameAs(there);
            if (there == null && random.nextInt(4) < (growing ? 3 : 1)) {
                Channel channel = channels.channel(id);
                map.put(id, channel);
                table.add(channel);
            } else if (there != null && random.nextInt(4) < (growing ? 1 : 3)) {
                map.remove(id);
                table.remove(there);
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        map.forEach((id, channel) -> assertThat(table.get(id)).isSameAs(channel));
        assertThat(seen(table)).isEqualTo(new HashSet<>(map.values()));
    }

    @Test
    void walkingOverTheTableBearsRemovals() {
        for (int id = 1; id <= 99; id += 2) {
            table.add(channels.channel(id));
        }
        Set<Integer> ids = new HashSet<>();
        table.forEach(channel -> {
            ids.add(channel.id());
            table.remove(channel);
        });
        assertThat(ids).hasSize(50);
        assertThat(table.size()).isZero();
    }

    private static Set<Channel> seen(ChannelTable table) {
        Set<Channel> all = new HashSet<>();
        table.forEach(channel -> assertThat(all.add(channel)).as("seen once").isTrue());
        return all;
    }
}
