package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.crosslearn.hw.design.ChipDesign;

/**
 * All combinations of some values.
 *
 * @param axes what varies; the last varies fastest
 */
public record Grid(List<Axis> axes) {

  /**
   * @param path of what varies, as {@link Changes} takes it
   * @param values in YAML
   */
  public record Axis(String path, List<String> values) {
    public Axis {
      values = List.copyOf(values);
    }

    /**
     * Written {@code array.rows=64,128}.
     *
     * @throws PricingException if it is not
     */
    public static Axis of(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new PricingException(
            text + ": must be a path and its values, as in array.rows=64,128");
      }
      return new Axis(
          text.substring(0, equals), List.of(text.substring(equals + 1).split(",")));
    }
  }

  private static final int MOST = 1_000_000;

  /**
   * @throws PricingException if there are more than a million combinations
   */
  public Grid {
    axes = List.copyOf(axes);
    double size =
        axes.stream().mapToDouble(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    if (size > MOST) {
      throw new PricingException(String.format(
          Locale.ROOT, "%.0f combinations are more than %d; vary fewer values", size, MOST));
    }
  }

  public int size() {
    return axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
  }

  /** The values of a configuration, in the order of the axes. */
  List<String> values(int configuration) {
    List<String> values = new ArrayList<>();
    int rest = configuration;
    for (int i = axes.size() - 1; i >= 0; i--) {
      List<String> choices = axes.get(i).values();
      values.add(0, choices.get(rest % choices.size()));
      rest /= choices.size();
    }
    return values;
  }

  /** One configuration: its values, and its price or why it has none. */
  private record Priced(List<String> values, List<Figure> figures, String refused) {}

  /** The table of a grid. */
  public record Result(String csv, int refused) {}

  /**
   * Prices every configuration.
   *
   * @param changes what all configurations have in common
   * @param work what runs, given what a configuration changes of it
   * @param done told how many configurations are done
   * @return a row for each, in order, also of those that the chip refuses
   */
  public Result price(
      ChipDesign base,
      Changes changes,
      Function<Changes, Work> work,
      long imagesPerEpoch,
      int threads,
      IntConsumer done) {
    AtomicInteger count = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Priced>> running = new ArrayList<>();
      for (int i = 0; i < size(); i++) {
        List<String> values = values(i);
        running.add(pool.submit(() -> {
          Priced priced = one(base, changes, work, imagesPerEpoch, values);
          done.accept(count.incrementAndGet());
          return priced;
        }));
      }
      List<Priced> all = new ArrayList<>();
      for (Future<Priced> future : running) {
        all.add(future.get());
      }
      return table(all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PricingException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a configuration could not be priced", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Priced one(
      ChipDesign base,
      Changes changes,
      Function<Changes, Work> work,
      long imagesPerEpoch,
      List<String> values) {
    List<String> assignments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      assignments.add(axes.get(i).path() + "=" + values.get(i));
    }
    try {
      Changes own = changes.and(assignments);
      CostSheet sheet = CostSheet.of(work.apply(own), "the chip", own.of(base), imagesPerEpoch);
      return new Priced(values, Figure.of(sheet.cost(), sheet.work().learns(), imagesPerEpoch), "");
    } catch (PricingException e) {
      return new Priced(values, List.of(), e.getMessage());
    }
  }

  private Result table(List<Priced> all) {
    List<String> keys = all.stream()
        .filter(priced -> priced.refused().isEmpty())
        .findFirst()
        .map(priced -> priced.figures().stream().map(Figure::key).toList())
        .orElse(List.of());
    List<String> header = new ArrayList<>();
    axes.forEach(axis -> header.add(Csv.field(axis.path())));
    header.addAll(keys);
    header.add("refused");
    StringBuilder out = new StringBuilder(String.join(",", header)).append('\n');
    int refused = 0;
    for (Priced priced : all) {
      List<String> fields = new ArrayList<>();
      priced.values().forEach(value -> fields.add(Csv.field(value)));
      for (int i = 0; i < keys.size(); i++) {
        fields.add(
            priced.figures().isEmpty()
                ? ""
                : Double.toString(priced.figures().get(i).value()));
      }
      fields.add(Csv.field(priced.refused()));
      refused += priced.refused().isEmpty() ? 0 : 1;
      out.append(String.join(",", fields)).append('\n');
    }
    return new Result(out.toString(), refused);
  }
}
