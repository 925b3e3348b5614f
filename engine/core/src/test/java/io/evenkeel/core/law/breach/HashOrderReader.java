package io.evenkeel.core.law.breach;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/** Lets an order depend on hashes, on history, or on the salt that each process draws for {@code Set.of}. */
public final class HashOrderReader {
    HashMap<String, String> map;
    Hashtable<String, String> table;
    LinkedHashSet<String> arrivalSet;
    Properties properties;
    WeakHashMap<String, String> weak;
    LinkedHashMap<String, String> arrivals;
    Long2ObjectHashMap<String> accounts;

    Object set() {
        return new HashSet<String>();
    }

    Object agronaSet() {
        return new LongHashSet();
    }

    Set<String> salted() {
        return Set.of("long", "short");
    }

    Map<String, String> saltedMap() {
        return Map.of("long", "short");
    }

    Map<String, String> saltedEntries() {
        return Map.ofEntries(Map.entry("long", "short"));
    }

    Map<String, String> copiedMap(final Map<String, String> other) {
        return Map.copyOf(other);
    }

    Set<String> copied(final List<String> names) {
        return Set.copyOf(names);
    }

    Object collected(final List<String> names) {
        return names.stream().collect(Collectors.toSet());
    }

    Object collectedMap(final List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, String::length));
    }

    Object collectedUnmodifiable(final List<String> names) {
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    Object collectedUnmodifiableMap(final List<String> names) {
        return names.stream().collect(Collectors.toUnmodifiableMap(name -> name, String::length));
    }

    Object grouped(final List<String> names) {
        return names.stream().collect(Collectors.groupingBy(String::length));
    }
}
