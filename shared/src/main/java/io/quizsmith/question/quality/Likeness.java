package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What two questions are compared by: the set of words of the sentence with the key in its blank.
 * Of each word two bytes of a hash are kept, and of a long text the {@value #MOST_WORDS} smallest
 * (a bottom-k sketch, which estimates the same measure).
 *
 * @param stem a hash of the sentence around the blank; 0 where that is too little to tell
 * @param key a hash of the right option
 * @param words in ascending order
 */
record Likeness(int stem, char key, char[] words) {

    static final int MOST_WORDS = 40;

    /** Of the words of both, how many are in both: then the questions are nearly the same. */
    private static final double SAME = 0.8;

    /** The same, where the right option is the same too. */
    private static final double SAME_WITH_KEY = 0.6;

    private static final int ENOUGH_WORDS = 4;

    /** Of questions as they are stored. */
    static List<Likeness> ofAll(List<Question> questions) {
        return questions.stream().map(Normal::of).map(Item::of).map(Likeness::of).toList();
    }

    static Likeness of(Item item) {
        var words = filled(item);
        char[] hashes = new char[words.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = (char) hash(words.get(i));
        }
        Arrays.sort(hashes);
        return new Likeness(stemOf(item), (char) hash(item.key()), smallest(hashes));
    }

    /** The words of the sentence with the key in its blank; in any order. */
    static List<String> filled(Item item) {
        if (!Blanks.standAlone(item.question().stem())) {
            return Words.of(Blanks.filled(item.question()));
        }
        var words = new ArrayList<>(item.stem());
        words.addAll(item.key());
        return words;
    }

    /** Not of a sentence without a blank: "Which sentence is correct?" may be asked often. */
    private static int stemOf(Item item) {
        return item.stem().size() < ENOUGH_WORDS || !item.question().stem().contains(Blanks.BLANK)
                ? 0
                : hash(item.stem());
    }

    private static char[] smallest(char[] sorted) {
        char[] distinct = new char[Math.min(sorted.length, MOST_WORDS)];
        int count = 0;
        for (int i = 0; i < sorted.length && count < MOST_WORDS; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    boolean isNearly(Likeness other) {
        if (stem != 0 && stem == other.stem) {
            return true;
        }
        double needed = key == other.key ? SAME_WITH_KEY : SAME;
        int fewer = Math.min(words.length, other.words.length);
        int more = Math.max(words.length, other.words.length);
        return fewer >= needed * more && shared(other) >= needed;
    }

    /** The Jaccard index: words in both, of words in either. */
    private double shared(Likeness other) {
        int here = 0;
        int there = 0;
        int both = 0;
        int either = 0;
        while (here < words.length && there < other.words.length && either < MOST_WORDS) {
            int order = Character.compare(words[here], other.words[there]);
            both += order == 0 ? 1 : 0;
            here += order <= 0 ? 1 : 0;
            there += order >= 0 ? 1 : 0;
            either++;
        }
        either = Math.min(MOST_WORDS, either + words.length - here + other.words.length - there);
        return either == 0 ? 0 : (double) both / either;
    }

    private static int hash(String word) {
        return spread(word.hashCode());
    }

    /** Of the text that they make with a blank after each but the last. */
    private static int hash(List<String> words) {
        int hash = 0;
        for (int i = 0; i < words.size(); i++) {
            hash = i == 0 ? 0 : 31 * hash + ' ';
            String word = words.get(i);
            for (int at = 0; at < word.length(); at++) {
                hash = 31 * hash + word.charAt(at);
            }
        }
        return spread(hash);
    }

    /** Unlike that of String, which differs little between short words. */
    private static int spread(int hashOfText) {
        int hash = hashOfText * 0x9e3779b9;
        hash ^= hash >>> 15;
        hash *= 0x85ebca6b;
        return hash ^ (hash >>> 13);
    }
}
