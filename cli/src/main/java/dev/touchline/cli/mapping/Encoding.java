package dev.touchline.cli.mapping;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * How the text of a file is encoded. What is not said is found out: by a byte order mark, else UTF-8 if the whole file is valid
 * UTF-8, else GB18030, which holds all of GBK and GB2312. Text that does not fit is an error, never a question mark.
 */
public enum Encoding {
    /** To be found out. */
    AUTO(null),
    /** UTF-8, with or without a byte order mark. */
    UTF_8(StandardCharsets.UTF_8),
    /** GB18030, GBK or GB2312. */
    GBK(Charset.forName("GB18030"));

    private static final int BUFFER = 1 << 16;
    private static final int MARK = 3;
    private static final Map<String, Encoding> NAMES =
            Map.of("auto", AUTO, "utf-8", UTF_8, "utf8", UTF_8, "gbk", GBK, "gb18030", GBK, "gb2312", GBK);

    private final Charset charset;

    Encoding(Charset charset) {
        this.charset = charset;
    }

    /** The encoding called {@code name}; IllegalArgumentException if there is none. */
    static Encoding named(String name) {
        Encoding found = NAMES.get(name.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException(name + " (expected: auto, utf-8 or gbk)");
        }
        return found;
    }

    /** What is told of a file whose text does not fit. */
    String misfit() {
        return this == AUTO
                ? "neither UTF-8 nor GBK, or damaged"
                : "not " + (this == UTF_8 ? "UTF-8" : "GBK")
                        + ", as the mapping says, or damaged (encoding: auto finds it out)";
    }

    /** Opens a file as often as it must be read. */
    interface Source {
        /** The file from its beginning. */
        InputStream open() throws IOException;
    }

    /** The text of a file, without a byte order mark. */
    Reader reader(Source file) throws IOException {
        Charset marked = marked(file);
        Charset found = marked != null ? marked : charset;
        if (found == null) {
            found = isUtf8(file) ? StandardCharsets.UTF_8 : GBK.charset;
        }
        InputStream in = file.open();
        if (marked == StandardCharsets.UTF_8) {
            in.skipNBytes(MARK);
        }
        return new InputStreamReader(in, strict(found));
    }

    private static Charset marked(Source file) throws IOException {
        try (InputStream in = file.open()) {
            byte[] mark = in.readNBytes(MARK);
            if (mark.length == MARK && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) {
                return StandardCharsets.UTF_8;
            }
            boolean utf16 = mark.length >= 2
                    && (mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE
                            || mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF);
            // It reads the mark itself.
            return utf16 ? StandardCharsets.UTF_16 : null;
        }
    }

    private static boolean isUtf8(Source file) throws IOException {
        char[] buffer = new char[BUFFER];
        try (InputStream in = new BufferedInputStream(file.open(), BUFFER);
                Reader reader = new InputStreamReader(in, strict(StandardCharsets.UTF_8))) {
            while (reader.read(buffer) >= 0) {
                // Only whether it can be read.
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
