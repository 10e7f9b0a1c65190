package io.quizsmith.sampleworker;

import com.fasterxml.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The items that the sample worker draws from: English, written for this project. */
record Bank(List<Item> items) {

    Bank {
        items = List.copyOf(items);
    }

    static Bank load() {
        try (var text = Bank.class.getResourceAsStream("items.json")) {
            return new Bank(Json.MAPPER.readValue(text, new TypeReference<List<Item>>() {}));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
