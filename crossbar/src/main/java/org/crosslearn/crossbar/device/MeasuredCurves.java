package org.crosslearn.crossbar.device;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Conductances that were measured while trains of single pulses raised and lowered them, in the order
 * of the measurement.
 *
 * @param trains at least one of each direction
 */
public record MeasuredCurves(List<Train> trains) {
  private static final int LEAST_POINTS = 4;
  private static final long MOST_BYTES = 50L << 20;

  /** A turn of a train is believed once the conductance has come back by this share of its range. */
  private static final double TURN = 0.5;

  /** A first train, which may begin anywhere, is believed from this share of the range. */
  private static final double FIRST_TURN = 0.25;

  /** Two values are told apart from so many standard deviations of a value on. */
  private static final double NEAR = 3;

  /** Median of the magnitude of a standard normal number. */
  private static final double MEDIAN_OF_NORMAL = 0.6745;

  /** Trains whose lengths differ by less than this share are taken to be equally long. */
  private static final double SAME_LENGTH = 0.15;

  /**
   * Pulses of one direction.
   *
   * @param conductances before the first pulse and after each
   */
  public record Train(boolean raised, double[] conductances) {
    /** Number of pulses. */
    public int pulses() {
      return conductances.length - 1;
    }
  }

  public MeasuredCurves {
    trains = List.copyOf(trains);
  }

  /** Trains of one direction. */
  public List<Train> trains(boolean raised) {
    return trains.stream().filter(train -> train.raised() == raised).toList();
  }

  /** Number of pulses of the longest train of a direction. */
  public int mostPulses(boolean raised) {
    return trains(raised).stream().mapToInt(Train::pulses).max().orElseThrow();
  }

  /** The largest conductance of all trains. */
  public double largest() {
    return trains.stream()
        .flatMapToDouble(train -> Arrays.stream(train.conductances()))
        .max()
        .orElseThrow();
  }

  /**
   * Reads a CSV file with a header. Columns {@code pulse,potentiation,depression} give one train of
   * each direction side by side; they may differ in length, with empty fields below the shorter.
   * Columns {@code pulse,conductance} give all trains one after the other: a new one begins where the
   * pulse number falls or, if it never does, where the conductance turns round.
   *
   * @throws CurveFileError for a file that cannot be used, with the line at fault
   */
  public static MeasuredCurves read(Path path) {
    String file = path.toString();
    List<String> lines = lines(path);
    int header = 0;
    while (header < lines.size() && isNothing(lines.get(header))) {
      header++;
    }
    if (header == lines.size()) {
      throw new CurveFileError(file, "holds no lines");
    }
    List<String> columns = Arrays.stream(lines.get(header).replace("\ufeff", "").split(",", -1))
        .map(String::strip)
        .map(String::toLowerCase)
        .toList();
    boolean sideBySide = columns.equals(List.of("pulse", "potentiation", "depression"));
    if (!sideBySide && !columns.equals(List.of("pulse", "conductance"))) {
      throw new CurveFileError(
          file,
          header + 1,
          "the columns must be pulse,conductance or pulse,potentiation,depression, found "
              + String.join(",", columns));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = header + 1; i < lines.size(); i++) {
      if (!isNothing(lines.get(i))) {
        rows.add(Row.read(file, i + 1, lines.get(i), columns));
      }
    }
    List<Train> trains = sideBySide ? sideBySide(file, rows) : oneAfterAnother(file, rows);
    return new MeasuredCurves(trains);
  }

  private static List<String> lines(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new CurveFileError(
            path.toString(), "must be at most " + MOST_BYTES + " bytes, found " + Files.size(path));
      }
      return Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      throw new CurveFileError(path.toString(), "there is no such file");
    } catch (CharacterCodingException e) {
      throw new CurveFileError(path.toString(), "is not text in UTF-8");
    } catch (IOException e) {
      throw new CurveFileError(path.toString(), "cannot be read: " + e);
    }
  }

  private static boolean isNothing(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  /**
   * One line.
   *
   * @param values conductances; not a number where the field is empty
   */
  private record Row(int line, double pulse, double[] values) {

    static Row read(String file, int line, String text, List<String> columns) {
      String[] fields = text.split(",", -1);
      if (fields.length != columns.size()) {
        throw new CurveFileError(
            file, line, "must have " + columns.size() + " fields, found " + fields.length);
      }
      double[] values = new double[fields.length - 1];
      for (int i = 1; i < fields.length; i++) {
        boolean mayBeEmpty = fields.length > 2;
        values[i - 1] = mayBeEmpty && fields[i].isBlank()
            ? Double.NaN
            : number(file, line, columns.get(i), fields[i]);
      }
      return new Row(line, number(file, line, columns.get(0), fields[0]), values);
    }

    private static double number(String file, int line, String column, String field) {
      double value;
      try {
        value = Double.parseDouble(field.strip());
      } catch (NumberFormatException e) {
        value = Double.NaN;
      }
      if (!(value >= 0 && Double.isFinite(value))) {
        throw new CurveFileError(
            file, line, column + " must be a number of 0 or above, found " + field.strip());
      }
      return value;
    }
  }

  private static List<Train> sideBySide(String file, List<Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).pulse() <= rows.get(i - 1).pulse()) {
        throw new CurveFileError(
            file, rows.get(i).line(), "pulse must be above that of the line before");
      }
    }
    return List.of(
        new Train(true, column(file, rows, 0, "potentiation")),
        new Train(false, column(file, rows, 1, "depression")));
  }

  private static double[] column(String file, List<Row> rows, int column, String name) {
    List<Double> values = new ArrayList<>();
    boolean ended = false;
    for (Row row : rows) {
      double value = row.values()[column];
      if (!Double.isNaN(value) && ended) {
        throw new CurveFileError(
            file, row.line(), name + " must not be missing on a line above this one");
      }
      ended |= Double.isNaN(value);
      if (!ended) {
        values.add(value);
      }
    }
    return enough(file, name, values);
  }

  private static double[] enough(String file, String name, List<Double> values) {
    if (values.size() < LEAST_POINTS) {
      throw new CurveFileError(
          file,
          name + " must have at least " + LEAST_POINTS + " conductances, found " + values.size());
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Train> oneAfterAnother(String file, List<Row> rows) {
    double[] values =
        enough(file, "conductance", rows.stream().map(row -> row.values()[0]).toList());
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).pulse() <= rows.get(i - 1).pulse()) {
        starts.add(i);
      }
    }
    boolean restarted = starts.size() > 1;
    List<Train> trains = new ArrayList<>();
    if (restarted) {
      starts.add(values.length);
      for (int t = 0; t + 1 < starts.size(); t++) {
        trains.add(train(file, rows, values, starts.get(t), starts.get(t + 1)));
      }
    } else {
      List<Integer> extremes = turns(values, 0);
      List<Integer> turns = evened(extremes)
          .or(() -> evened(turns(values, NEAR * noise(values))))
          .orElseGet(() -> turns(values, NEAR * noise(values)));
      for (int t = 0; t + 1 < turns.size(); t++) {
        // The conductance at a turn ends one train and begins the next.
        trains.add(train(file, rows, values, turns.get(t), turns.get(t + 1) + 1));
      }
    }
    for (boolean raised : new boolean[] {true, false}) {
      if (trains.stream().noneMatch(train -> train.raised() == raised)) {
        throw new CurveFileError(
            file,
            "must hold pulses of both directions, found none that "
                + (raised ? "raises" : "lowers")
                + " the conductance");
      }
    }
    return trains;
  }

  private static Train train(String file, List<Row> rows, double[] values, int from, int to) {
    if (to - from < LEAST_POINTS) {
      throw new CurveFileError(
          file,
          rows.get(from).line(),
          "the train that begins here must have at least " + LEAST_POINTS + " conductances, found "
              + (to - from));
    }
    return new Train(values[from] < values[to - 1], Arrays.copyOfRange(values, from, to));
  }

  /**
   * Where trains begin, and the last value.
   *
   * @param near see {@link #lastNear}
   */
  private static List<Integer> turns(double[] values, double near) {
    double range =
        Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
    List<Integer> turns = new ArrayList<>(List.of(0));
    int highest = 0;
    int lowest = 0;
    int direction = 0;
    for (int i = 1; i < values.length; i++) {
      highest = values[i] > values[highest] ? i : highest;
      lowest = values[i] < values[lowest] ? i : lowest;
      boolean fell = direction >= 0 && values[highest] - values[i] > TURN * range;
      boolean rose = direction <= 0 && values[i] - values[lowest] > TURN * range;
      if (fell || rose) {
        int turn = lastNear(values, fell ? highest : lowest, i, near);
        // Noise may put the first extreme a little after the start.
        if (direction != 0 || Math.abs(values[turn] - values[0]) > FIRST_TURN * range) {
          turns.add(turn);
        }
        direction = fell ? -1 : 1;
        highest = i;
        lowest = i;
      }
    }
    turns.add(values.length - 1);
    return turns;
  }

  /**
   * On the flat end of a curve noise decides which value is the extreme one. The train ends with the
   * last value that noise may have kept from it.
   */
  private static int lastNear(double[] values, int extreme, int end, double distance) {
    int last = extreme;
    for (int i = extreme; i < end; i++) {
      last = Math.abs(values[i] - values[extreme]) <= distance ? i : last;
    }
    return last;
  }

  /** Standard deviation of a value, from the median of second differences, which have {@code sqrt(6)}. */
  private static double noise(double[] values) {
    double[] differences = new double[values.length - 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(values[i] - 2 * values[i + 1] + values[i + 2]);
    }
    Arrays.sort(differences);
    return differences[differences.length / 2] / MEDIAN_OF_NORMAL / Math.sqrt(6);
  }

  /** Noise moves a turn on a flat end of a curve: trains of nearly one length are made equal. */
  private static Optional<List<Integer>> evened(List<Integer> turns) {
    int trains = turns.size() - 1;
    int last = turns.get(trains);
    if (last % trains != 0) {
      return Optional.empty();
    }
    int length = last / trains;
    List<Integer> even = new ArrayList<>();
    for (int t = 0; t <= trains; t++) {
      if (Math.abs(turns.get(t) - t * length) > SAME_LENGTH * length) {
        return Optional.empty();
      }
      even.add(t * length);
    }
    return Optional.of(even);
  }
}
