package io.quizsmith.sampleworker;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Draws a quiz from the bank: the same one for the same seed. */
final class Selection {

    private final Bank bank;

    Selection(Bank bank) {
        this.bank = bank;
    }

    /**
     * As many items as asked for. They come from each type in turn, the most suitable first; a quiz
     * larger than the bank repeats items with their options in another order.
     */
    List<Item> draw(int size, Taste taste, String seed) {
        return draw(size, taste, seed, Set.of());
    }

    /**
     * As above.
     *
     * @param avoid sentences that are not to come, unless the bank has no others
     */
    List<Item> draw(int size, Taste taste, String seed, Set<String> avoid) {
        var random = new Random(seed.hashCode());
        List<Item> round = without(avoid, inTurn(taste, random));
        var drawn = new ArrayList<Item>(round.subList(0, Math.min(size, round.size())));
        while (drawn.size() < size) {
            drawn.add(round.get(drawn.size() % round.size()).shuffled(random));
        }
        return List.copyOf(drawn);
    }

    private static List<Item> without(Set<String> sentences, List<Item> items) {
        var others = items.stream().filter(item -> !sentences.contains(item.sentence())).toList();
        return others.isEmpty() ? items : others;
    }

    private List<Item> inTurn(Taste taste, Random random) {
        var shuffled = new ArrayList<>(bank.items());
        Collections.shuffle(shuffled, random);
        shuffled.sort(Comparator.comparingInt(taste::distance));
        List<Deque<Item>> types =
                new ArrayList<>(
                        shuffled.stream()
                                .collect(groupingBy(Item::type, TreeMap::new, toDeque()))
                                .values());
        Collections.shuffle(types, random);
        var round = new ArrayList<Item>();
        while (round.size() < shuffled.size()) {
            for (Deque<Item> type : types) {
                if (!type.isEmpty()) {
                    round.add(type.removeFirst());
                }
            }
        }
        return round;
    }

    private static Collector<Item, ?, Deque<Item>> toDeque() {
        return Collectors.toCollection(ArrayDeque::new);
    }
}
