package org.crosslearn.hw.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a person may have meant by a name that does not exist. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The end of an error message.
   *
   * @param found the unknown name
   * @param allowed the names that exist
   * @return {@code " Did you mean X?"} where a name is close to what was found, else {@code
   *     " Allowed: X, Y, Z."}; begins with a space, or is empty when nothing is allowed
   */
  public static String didYouMean(String found, Collection<String> allowed) {
    if (allowed.isEmpty()) {
      return "";
    }
    return closest(found, allowed)
        .map(name -> " Did you mean " + name + "?")
        .orElseGet(() -> " Allowed: " + String.join(", ", allowed) + ".");
  }

  /** The name nearest to what was found, if it is near enough to be a slip of the keyboard. */
  public static Optional<String> closest(String found, Collection<String> allowed) {
    String wanted = simplified(found);
    return allowed.stream()
        .filter(name -> isNear(wanted, simplified(name)))
        .min(Comparator.comparingInt(name -> distance(wanted, simplified(name))));
  }

  private static boolean isNear(String wanted, String name) {
    if (wanted.isEmpty() || name.isEmpty()) {
      return false;
    }
    int longer = Math.max(wanted.length(), name.length());
    int shorter = Math.min(wanted.length(), name.length());
    boolean shortened = shorter >= 3 && (name.startsWith(wanted) || wanted.startsWith(name));
    return shortened || distance(wanted, name) <= Math.max(1, longer / 3) && longer > 1;
  }

  private static String simplified(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /**
   * Edits that turn one word into the other: insert, delete, replace a letter or swap two
   * neighbours (optimal string alignment distance; Damerau, Communications of the ACM 7(3), 1964).
   */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
