package org.crosslearn.crossbar.converter;

/** Single ranks of unsorted numbers, by Hoare's selection (Comm. ACM 4(7):321, 1961). */
final class OrderStatistic {
  private OrderStatistic() {}

  /**
   * The number that would stand at {@code rank} if those in {@code 0 .. count - 1} were sorted; changes
   * their order.
   */
  static float select(float[] numbers, int count, int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = numbers[low + high >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (numbers[i] < pivot) {
          i++;
        }
        while (numbers[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float number = numbers[i];
          numbers[i++] = numbers[j];
          numbers[j--] = number;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return numbers[rank];
      }
    }
    return numbers[low];
  }

  /** The smallest rank with at least a share of {@code count} numbers at it or below. */
  static int rank(double share, int count) {
    // Less a hair, so that 99 of 100 are 0.99 of them whatever the rounding of the product.
    return Math.max(0, (int) Math.ceil(share * count - 1e-9 * count) - 1);
  }
}
