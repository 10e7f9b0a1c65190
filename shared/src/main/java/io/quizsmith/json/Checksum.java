package io.quizsmith.json;

import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A short name for content, made in a hundredth of the time of a {@link Digest}: 64 bits, in hex.
 * It tells a few things apart that nobody made to look alike.
 */
public final class Checksum {

    private Checksum() {}

    public static String of(byte[] content) {
        var one = new CRC32();
        one.update(content);
        var other = new CRC32C();
        other.update(content);
        return HexFormat.of().toHexDigits(one.getValue() << Integer.SIZE | other.getValue());
    }
}
