package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelException;

class UploadDirectoryTest {
    @TempDir
    Path parent;

    Path root;
    UploadDirectory directory;

    @BeforeEach
    void create() throws IOException {
        root = Files.createDirectory(parent.resolve("root"));
        directory = UploadDirectory.at(root, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "a/b",
                "../a",
                "a/..",
                "/etc/passwd",
                "a\\b",
                "a\0b",
                "\0",
                "a\nb",
                "\u001b[2J",
                "\u0085",
                ".mux-upload-1",
                ".mux-upload-"
            })
    void namesThatLeadElsewhereOrDisturbAreRefused(String name) throws IOException {
        assertThatThrownBy(() -> directory.begin(name)).isInstanceOfSatisfying(ChannelException.class, refused -> {
            assertThat(refused.code()).isEqualTo(UploadDirectory.REFUSED);
        });
        assertThat(TestFiles.names(root)).isEmpty();
        assertThat(TestFiles.names(parent)).containsExactly("root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "...", "-rf", ".hidden", "*", "a.mux-upload-", "con", "'", "$(x)"})
    void otherNamesAreTaken(String name) throws IOException {
        Upload upload = directory.begin(name).open();
        upload.write(Texts.message("hello"));
        assertThat(upload.finish()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(TestFiles.names(root)).containsExactly(name);
        assertThat(root.resolve(name)).hasContent("hello");
    }

    @Test
    void aNameMayHave255BytesAndNoMore() {
        assertThat(directory.begin("ü".repeat(127) + "a")).isNotNull();
        assertThatThrownBy(() -> directory.begin("ü".repeat(128))).isInstanceOf(ChannelException.class);
    }

    @Test
    void theFinalNameAppearsOnlyWhenTheFileIsWhole() throws IOException {
        Upload upload = directory.begin("a").open();
        upload.write(Texts.message("half"));
        assertThat(TestFiles.names(root))
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith(UploadDirectory.TEMPORARY_PREFIX));
        upload.finish();
        assertThat(TestFiles.names(root)).containsExactly("a");
    }

    @Test
    void aBufferIsWrittenFromPositionToLimitAndLeftAsItIs() throws IOException {
        ByteBuffer buffer = Texts.message("0123456789").position(2).limit(5);
        Upload upload = directory.begin("a").open();
        upload.write(buffer);
        upload.write(buffer.asReadOnlyBuffer());
        upload.finish();
        assertThat(root.resolve("a")).hasContent("234234");
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void anAbandonedUploadLeavesNothing() throws IOException {
        Upload upload = directory.begin("a").open();
        upload.write(Texts.message("half"));
        upload.abandon();
        upload.abandon();
        assertThat(TestFiles.names(root)).isEmpty();
        upload.write(Texts.message("late"));
        assertThatThrownBy(upload::finish).isInstanceOf(IOException.class);
        assertThat(TestFiles.names(root)).isEmpty();
    }

    @Test
    void anUploadThatWasAbandonedBeforeItBeganNeverBegins() throws IOException {
        Upload upload = directory.begin("a");
        upload.abandon();
        upload.open();
        assertThat(TestFiles.names(root)).isEmpty();
    }

    @Test
    void abandoningAllSparesWhatIsStored() throws IOException {
        directory.begin("stored").open().finish();
        directory.begin("half").open();
        directory.abandonAll();
        assertThat(TestFiles.names(root)).containsExactly("stored");
    }

    @Test
    void aFileThatExistsIsRefusedAtOnce() throws IOException {
        Files.writeString(root.resolve("a"), "old");
        Upload upload = directory.begin("a");
        assertThatThrownBy(upload::open).hasMessageContaining("already").isInstanceOf(ChannelException.class);
        upload.abandon();
        assertThat(TestFiles.names(root)).containsExactly("a");
        assertThat(root.resolve("a")).hasContent("old");
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        Upload upload = directory.begin("a").open();
        Files.writeString(root.resolve("a"), "quicker");
        assertThatThrownBy(upload::finish).hasMessageContaining("already").isInstanceOf(ChannelException.class);
        upload.abandon();
        assertThat(TestFiles.names(root)).containsExactly("a");
        assertThat(root.resolve("a")).hasContent("quicker");
    }

    @Test
    void aFileIsReplacedWhereThatWasAskedFor() throws IOException {
        Files.writeString(root.resolve("a"), "old");
        Upload upload = UploadDirectory.at(root, true).begin("a").open();
        upload.write(Texts.message("new"));
        assertThat(root.resolve("a")).hasContent("old");
        upload.finish();
        assertThat(root.resolve("a")).hasContent("new");
        assertThat(TestFiles.names(root)).containsExactly("a");
    }

    @Test
    void aLinkOutOfTheDirectoryIsNotFollowed() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "mine");
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("dangling"), parent.resolve("created"));
        assertThatThrownBy(() -> directory.begin("link").open()).isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> directory.begin("dangling").open()).isInstanceOf(ChannelException.class);
        UploadDirectory.at(root, true).begin("link").open().finish();
        assertThat(outside).hasContent("mine");
        assertThat(TestFiles.names(parent)).containsExactly("outside", "root");
    }

    @Test
    void onlyADirectoryWillDo() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> UploadDirectory.at(file, false)).hasMessage("not a directory: " + file);
        Path absent = parent.resolve("absent");
        assertThatThrownBy(() -> UploadDirectory.at(absent, false)).hasMessage("no such directory: " + absent);
        assertThat(absent).doesNotExist();
    }
}
