package org.crosslearn.reports.bounds;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The words of a sentence, taken from the front. */
final class Words {
  private final String sentence;
  private final Deque<String> left;

  /**
   * @param sentence as messages show it
   * @param spaced the same with white space between its words
   */
  Words(String sentence, String spaced) {
    this.sentence = sentence;
    left = new ArrayDeque<>(List.of(spaced.strip().split("\\s+")));
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** The next word, which stays; empty after the last one. */
  String peek() {
    return left.isEmpty() ? "" : left.peek();
  }

  /** The next word for a message. */
  String found() {
    return left.isEmpty() ? "nothing" : left.peek();
  }

  /**
   * @throws IllegalArgumentException after the last word
   */
  String take() {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("the sentence ends too early: " + sentence);
    }
    return left.remove();
  }

  /** Takes the word if it is the next one. */
  boolean accept(String word) {
    boolean accepted = word.equals(left.peek());
    if (accepted) {
      left.remove();
    }
    return accepted;
  }

  /** Makes this the next word. */
  void putBack(String word) {
    left.push(word);
  }

  /**
   * Takes a sign.
   *
   * @param allowed what may stand there, for the message
   * @throws IllegalArgumentException if it is none
   */
  Bound.Comparison comparison(String allowed) {
    String sign = take();
    return Arrays.stream(Bound.Comparison.values())
        .filter(candidate -> candidate.sign.equals(sign))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(allowed + ", found " + sign));
  }

  /** As sentences write it: in small letters, with hyphens. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
