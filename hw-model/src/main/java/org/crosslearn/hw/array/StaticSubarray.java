package org.crosslearn.hw.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslearn.hw.circuit.Block;
import org.crosslearn.hw.circuit.Converters;
import org.crosslearn.hw.circuit.Prechargers;
import org.crosslearn.hw.circuit.SenseAmplifiers;
import org.crosslearn.hw.circuit.Side;
import org.crosslearn.hw.circuit.SramCell;
import org.crosslearn.hw.circuit.WriteDrivers;
import org.crosslearn.hw.technology.Technology;
import org.crosslearn.hw.yaml.InvalidValue;

/**
 * An array of static cells. Read in parallel, the currents of the selected cells of a column add up
 * and are converted; read row by row, the cells of a weight are a binary word that an adder
 * accumulates.
 *
 * <p>Deviations, besides those of {@link Subarray}:
 *
 * <ul>
 *   <li>converters divide the range of these cells (published: that of resistive ones);
 *   <li>row by row, the adder of a weight takes all bits of its word at once (published: as many bits
 *       as one cell has, and shift-adders behind it that weigh the sums of cells which were not kept
 *       apart);
 *   <li>in a transposed read the two columns of a differential pair are driven one after the other;
 *   <li>a write drives and flips the cells that it is told (published: drivers and prechargers take
 *       no energy, because the activity is read before it is set).
 * </ul>
 */
final class StaticSubarray implements Subarray {
  private final Periphery periphery;
  private final Technology technology;
  private final ArraySpec array;
  private final SramCell cell;
  private final double cellLeakageWatts;
  private final double rowFarads;
  private final double bitLineFarads;
  private final double bitLineOhm;
  private final double width;
  private final double height;
  private final int columns;
  private final RowDrivers rowDrivers;
  private final Prechargers prechargers;
  private final WriteDrivers writeDrivers;
  private final ReadOut readOut;
  private final Optional<Turned> turned;

  /** What reads the cells along the columns, through the read port turned by a right angle. */
  private record Turned(
      RowDrivers drivers,
      Prechargers prechargers,
      WriteDrivers writeDrivers,
      ReadOut readOut,
      double selectFarads,
      double senseFarads,
      double senseOhm) {
    List<Block> blocks() {
      List<Block> blocks = new ArrayList<>(readOut.blocks());
      blocks.addAll(List.of(drivers, prechargers, writeDrivers));
      return blocks;
    }
  }

  /** Sense amplifiers that find the bits of a word. */
  private record WordSense(SenseAmplifiers amplifiers, int bits) implements Converters {
    @Override
    public double areaSquareMeters() {
      return amplifiers.areaSquareMeters();
    }

    @Override
    public double leakageWatts() {
      return amplifiers.leakageWatts();
    }

    @Override
    public double conversionSeconds() {
      return amplifiers.latencySeconds();
    }

    @Override
    public double conversionJoules(double lineOhm) {
      return bits * amplifiers.energyJoules();
    }
  }

  StaticSubarray(Periphery periphery, ArraySpec array, CellSpec.Sram spec, boolean transposable) {
    InvalidValue.require(
        !periphery.isSequential() || array.adcBits() == 1,
        "adc-bits",
        array.adcBits(),
        "1 where static cells are read one row after another, by sense amplifiers");
    InvalidValue.require(
        !transposable || spec.ports() == CellSpec.Sram.Ports.EIGHT_TRANSISTORS,
        "ports",
        "six-transistors",
        "eight-transistors where a matrix is read transposed");
    this.periphery = periphery;
    this.technology = periphery.technology();
    this.array = array;
    this.cell = new SramCell(
        technology,
        spec.heightFeatures(),
        spec.widthFeatures(),
        spec.accessFeatures(),
        spec.pullDownFeatures(),
        spec.pullUpFeatures());
    boolean readPort = spec.ports() == CellSpec.Sram.Ports.EIGHT_TRANSISTORS;
    double portLeakage = technology.supplyVolts()
        * technology.nmosOffAmperes(technology.features(spec.accessFeatures()))
        / 2;
    this.cellLeakageWatts = cell.leakageWatts() + (readPort ? portLeakage : 0);
    this.columns = array.drawnColumns();
    int rows = array.rows();
    this.width = columns * cell.widthMeters();
    this.height = rows * cell.heightMeters();
    double wire = technology.wireFaradsPerMeter();
    double gates = cell.wordLineFarads() / (readPort ? 2 : 1);
    this.rowFarads = width * wire + columns * gates;
    this.bitLineFarads = height * wire + rows * cell.bitLineFarads();
    this.bitLineOhm = height * technology.wireOhmPerMeter();
    double rowOhm = width * technology.wireOhmPerMeter();
    Side below = Side.ofWidth(width);
    this.rowDrivers = RowDrivers.ofStaticCells(periphery, rows, height, rowFarads, rowOhm);
    this.prechargers = new Prechargers(technology, columns, below);
    this.writeDrivers = new WriteDrivers(technology, columns, below);
    this.readOut = forwardReadOut(below);
    this.turned = transposable
        ? Optional.of(new Turned(
            RowDrivers.ofStaticCells(
                periphery,
                columns,
                columns * technology.cellHeightMeters(),
                height * wire + rows * gates,
                bitLineOhm),
            new Prechargers(technology, rows, Side.ofHeight(height)),
            new WriteDrivers(technology, rows, Side.ofHeight(height)),
            transposedReadOut(Side.ofHeight(height)),
            height * wire + rows * gates,
            width * wire + columns * cell.bitLineFarads(),
            rowOhm))
        : Optional.empty();
  }

  private ReadOut forwardReadOut(Side side) {
    int rows = array.rows();
    boolean sequential = periphery.isSequential();
    int slices = array.cellsPerWeight();
    ReadOut.Sensing sensing = new ReadOut.Sensing(
        sequential ? columns / slices : columns,
        sequential ? 1 : periphery.columnsPerConverter(),
        sequential ? slices : array.adcBits(),
        sequential ? 1 : slices,
        1,
        true,
        periphery.lineGroups(rows),
        array.signs().isSubtracted());
    return new ReadOut(
        periphery,
        array,
        sensing,
        lowestLineOhm(rows) / 2,
        sequential
            ? (bits, count) -> new WordSense(amplifiers(count * bits, cell.widthMeters()), bits)
            : (bits, count) -> converters(bits, count, rows, side),
        width,
        side);
  }

  private ReadOut transposedReadOut(Side side) {
    int driven = array.weightsPerRow();
    boolean sequential = periphery.isSequential();
    ReadOut.Sensing sensing = new ReadOut.Sensing(
        array.rows(),
        periphery.rowsPerConverter(),
        sequential ? 1 : array.transposedAdcBits(),
        array.columnsPerWeight(),
        1,
        false,
        periphery.lineGroups(driven),
        array.signs() == SignedWeights.REFERENCE_COLUMN);
    return new ReadOut(
        periphery,
        array,
        sensing,
        lowestLineOhm(driven) / 2,
        sequential
            ? (bits, count) -> new WordSense(amplifiers(count, cell.heightMeters()), 1)
            : (bits, count) -> converters(bits, count, driven, side),
        height,
        side);
  }

  private SenseAmplifiers amplifiers(int count, double pitchMeters) {
    return new SenseAmplifiers(technology, periphery.clockHertz(), count, pitchMeters);
  }

  private Converters converters(int bits, int count, int crossing, Side side) {
    return periphery
        .converters()
        .build(technology, bits, count, lowestLineOhm(crossing), Converters.FIT_READ_VOLTS, side);
  }

  private double lowestLineOhm(int crossing) {
    return cell.accessOhm() / Math.min(crossing, periphery.linesAtOnce());
  }

  @Override
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(
        Component.ARRAY, width * height, (double) array.rows() * columns * cellLeakageWatts));
    parts.add(Part.of(Component.WORD_LINE_DRIVERS, List.of(rowDrivers)));
    parts.add(Part.of(Component.COLUMN_SWITCHES, List.of(prechargers, writeDrivers)));
    parts.add(Part.of(Component.MULTIPLEXER, List.of(readOut.multiplexer())));
    parts.add(Part.of(Component.ADC, List.of(readOut.converters())));
    parts.add(Part.of(Component.SHIFT_ADD, readOut.shiftAdders()));
    parts.add(Part.of(Component.ACCUMULATION, readOut.accumulation()));
    turned.ifPresent(t -> parts.add(Part.of(Component.TRANSPOSED_READ_OUT, t.blocks())));
    return parts;
  }

  @Override
  public double widthMeters() {
    double beside = rowDrivers.areaSquareMeters()
        + turned.stream()
            .flatMap(t -> t.blocks().stream())
            .mapToDouble(Block::areaSquareMeters)
            .sum();
    return width + beside / height;
  }

  @Override
  public double heightMeters() {
    double below = prechargers.areaSquareMeters()
        + writeDrivers.areaSquareMeters()
        + readOut.blocks().stream().mapToDouble(Block::areaSquareMeters).sum();
    return height + below / width;
  }

  @Override
  public int resultBits() {
    return readOut.resultBits();
  }

  @Override
  public int transposedResultBits() {
    return turned.map(t -> t.readOut().resultBits()).orElse(0);
  }

  @Override
  public int resultsAbreast() {
    int cells = periphery.isSequential() ? 1 : array.cellsPerWeight();
    return Math.max(1, readOut.groups() / (array.signs().groups() * cells));
  }

  @Override
  public int transposedResultsAbreast() {
    return turned.map(t -> t.readOut().groups()).orElse(0);
  }

  @Override
  public int steps() {
    return readOut.steps();
  }

  @Override
  public int transposedSteps() {
    return turned.map(t -> t.readOut().steps()).orElse(0);
  }

  @Override
  public double stepSeconds() {
    return readOut.stepSeconds(pace(array.pulses(), periphery.reads(array.rows(), array.rows())));
  }

  private ReadOut.Pace pace(int pulses, double reads) {
    double prepare = prechargers.latencySeconds(bitLineFarads, bitLineOhm)
        + cell.readSeconds(bitLineFarads, bitLineOhm);
    return new ReadOut.Pace(pulses, reads, rowDrivers.seconds(), 0, 0, prepare);
  }

  private double lineOhm(double activeCells, double wireOhm) {
    return (cell.accessOhm() + wireOhm) / activeCells;
  }

  @Override
  public Expense forwardRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    double active = rows * lineActivity;
    return read(pace(array.pulses(), periphery.reads(rows, active)), active, weights);
  }

  @Override
  public Expense spikeRead(double weights, double meanConductanceSiemens) {
    return read(pace(1, 1), 1, weights);
  }

  private Expense read(ReadOut.Pace pace, double active, double weights) {
    double usedColumns = array.columnsOf(weights);
    double used = periphery.isSequential() ? usedColumns / array.cellsPerWeight() : usedColumns;
    double perRead = pace.reads() == 0 ? 0 : active / pace.reads();
    double applied = pace.pulses() * steps() * pace.reads();
    return Expense.lasting(readOut.seconds(pace))
        .and(Component.WORD_LINE_DRIVERS, applied * rowDrivers.readJoules(perRead))
        .and(
            Component.ARRAY,
            applied
                * (perRead * technology.switchingJoules(rowFarads)
                    + usedColumns * prechargers.readJoules(bitLineFarads)))
        .and(Component.MULTIPLEXER, readOut.multiplexerJoules(Converters.FIT_READ_VOLTS))
        .and(Component.ADC, readOut.conversionJoules(pace, used, lineOhm(perRead, bitLineOhm)))
        .and(Component.SHIFT_ADD, readOut.shiftAddJoules(pace, used))
        .and(
            Component.ACCUMULATION,
            readOut.accumulationJoules(pace, used) + readOut.subtractionJoules(weights));
  }

  @Override
  public Expense transposedRead(
      double rows, double weights, double lineActivity, double meanConductanceSiemens) {
    Turned port =
        turned.orElseThrow(() -> new IllegalStateException("word lines cannot be sensed"));
    double active = weights * lineActivity;
    double reads = periphery.reads(weights, active);
    double perRead = reads == 0 ? 0 : active / reads;
    double prepare = port.prechargers().latencySeconds(port.senseFarads(), port.senseOhm())
        + cell.readSeconds(port.senseFarads(), port.senseOhm());
    ReadOut.Pace pace =
        new ReadOut.Pace(array.pulses(), reads, port.drivers().seconds(), 0, 0, prepare);
    double applied =
        array.pulses() * array.columnsPerWeight() * reads * port.readOut().steps();
    double subtractions = array.signs() == SignedWeights.REFERENCE_COLUMN ? rows : 0;
    return Expense.lasting(port.readOut().seconds(pace))
        .and(
            Component.ARRAY,
            applied
                * (perRead * technology.switchingJoules(port.selectFarads())
                    + rows * port.prechargers().readJoules(port.senseFarads())))
        .and(
            Component.TRANSPOSED_READ_OUT,
            applied * port.drivers().readJoules(perRead)
                + port.readOut().multiplexerJoules(Converters.FIT_READ_VOLTS)
                + port.readOut().conversionJoules(pace, rows, lineOhm(perRead, port.senseOhm()))
                + port.readOut().accumulationJoules(pace, rows)
                + port.readOut().shiftAddJoules(pace, rows)
                + port.readOut().subtractionJoules(subtractions));
  }

  @Override
  public Expense program(
      double cells, double pulses, double meanConductanceSiemens, CellSpec.Pulse pulse) {
    return Expense.lasting(rowDrivers.seconds()
            + prechargers.latencySeconds(bitLineFarads, bitLineOhm)
            + writeDrivers.latencySeconds(bitLineFarads, bitLineOhm)
            + cell.flipSeconds())
        .and(Component.WORD_LINE_DRIVERS, rowDrivers.writeJoules())
        .and(
            Component.WRITE,
            technology.switchingJoules(rowFarads)
                + cells
                    * (prechargers.writeJoules(bitLineFarads)
                        + writeDrivers.energyJoules()
                        + cell.flipJoules()));
  }
}
