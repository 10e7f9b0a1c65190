package io.quizsmith.dynamo;

import io.quizsmith.rollup.Histogram;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * A histogram in about two bytes for each bucket that is not empty: how many buckets further, how
 * many times, each as a number of seven bits a byte. A week of hours is read at once.
 */
final class HistogramBytes {

    private static final int MORE = 0x80;

    private HistogramBytes() {}

    static byte[] of(Histogram histogram) {
        var bytes = new ByteArrayOutputStream();
        int last = 0;
        for (var each : histogram.counts().entrySet()) {
            write(each.getKey() - last, bytes);
            write(each.getValue(), bytes);
            last = each.getKey();
        }
        return bytes.toByteArray();
    }

    static Histogram read(byte[] written) {
        var bytes = ByteBuffer.wrap(written);
        var counts = new TreeMap<Integer, Long>();
        int bucket = 0;
        while (bytes.hasRemaining()) {
            bucket += (int) read(bytes);
            counts.put(bucket, read(bytes));
        }
        return new Histogram(counts);
    }

    private static void write(long number, ByteArrayOutputStream bytes) {
        long left = number;
        while (left >= MORE) {
            bytes.write((int) (left % MORE) | MORE);
            left /= MORE;
        }
        bytes.write((int) left);
    }

    private static long read(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
