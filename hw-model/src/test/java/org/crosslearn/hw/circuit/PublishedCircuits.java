package org.crosslearn.hw.circuit;

import java.util.Set;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.NodeData;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * The circuits from which the published chip model is built: ours, or with chosen faults of the
 * published ones put back, computed from its documentation.
 */
public final class PublishedCircuits {
  private final Technology technology;
  private final double clockHertz;
  private final Set<Fault> faults;

  public PublishedCircuits(Technology technology, double clockHertz, Set<Fault> faults) {
    this.technology = technology;
    this.clockHertz = clockHertz;
    this.faults = faults;
  }

  public Technology technology() {
    return technology;
  }

  public double clockHertz() {
    return clockHertz;
  }

  public boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /**
   * A circuit, and one use of it.
   *
   * @param depthMeters away from the neighbour that imposes its width, where that matters
   */
  public record Use(
      double areaSquareMeters,
      double depthMeters,
      double leakageWatts,
      double seconds,
      double joules) {
    public static final Use NONE = new Use(0, 0, 0, 0, 0);

    Use(double areaSquareMeters, double leakageWatts, double seconds, double joules) {
      this(areaSquareMeters, 0, leakageWatts, seconds, joules);
    }
  }

  /** One sum of so many inputs in each of so many trees, which may be laid out for more inputs. */
  public Use adderTree(int inputs, int bits, int trees, Side side) {
    if (!has(Fault.Q11_UNPAIRED_INPUT)) {
      AdderTree tree = new AdderTree(technology, inputs, bits, trees, side);
      return new Use(
          tree.areaSquareMeters(),
          tree.leakageWatts(),
          tree.latencySeconds(),
          tree.energyJoules(trees));
    }
    int allBits = 0;
    double joules = 0;
    int stage = 0;
    for (int left = inputs / 2; left > 0; left /= 2) {
      allBits += left * (bits + stage);
      joules += new Adders(technology, bits + stage, 1, Side.free()).energyJoules(left);
      stage++;
    }
    double seconds = 0;
    for (int i = 0; i < Decoder.bitsFor(inputs); i++) {
      seconds += Adders.latencySeconds(technology, bits + i, 0);
    }
    Adders bank = new Adders(technology, allBits, allBits == 0 ? 0 : trees, side);
    return new Use(bank.areaSquareMeters(), bank.leakageWatts(), seconds, trees * joules);
  }

  /** Time to the output, and the slope that the decoder hands on. */
  public record Slope(double seconds, double perSecond) {}

  /**
   * From the address to the selected line. In the published decoder a NOR of any fan-in pulls up
   * through two transistors; without NORs the drivers start from a step and the NANDs drive the load
   * as well; the slope is that of the stage before the last.
   */
  public Slope decoder(int bits, boolean passGates, double load, double complement) {
    if (!has(Fault.Q16_DECODER)) {
      Decoder decoder = new Decoder(
          technology,
          bits,
          passGates ? Decoder.Output.PASS_GATES : Decoder.Output.WORD_LINES,
          Side.free());
      double seconds = decoder.latencySeconds(load, complement);
      double last = SignalPath.stepDelaySeconds(technology.pmosOhm(3 * technology.minPmosMeters())
          * (LogicGate.inverter(technology, 3).outputFarads() + load));
      return new Slope(seconds, 0.5 / last);
    }
    LogicGate inverter = LogicGate.inverter(technology);
    LogicGate nand = LogicGate.nand(technology, 2);
    LogicGate driver = LogicGate.inverter(technology, 3);
    double minN = technology.minNmosMeters();
    double minP = technology.minPmosMeters();
    SignalPath path = new SignalPath();
    if (bits < 2) {
      path.stage(technology.nmosOhm(minN) * (inverter.outputFarads() + load));
    } else {
      path.stage(technology.nmosOhm(minN) * (inverter.outputFarads() + 2 * nand.inputFarads()));
    }
    double before = 0;
    if (bits > 2) {
      int fanIn = (bits + 1) / 2;
      LogicGate nor = LogicGate.nor(technology, fanIn);
      double nandLoad = nor.inputFarads() * (1 << bits) / 4;
      path.stage(2 * technology.nmosOhm(2 * minN) * (nand.outputFarads() + nandLoad));
      path.stage(2
          * technology.pmosOhm(fanIn * minP)
          * (nor.outputFarads() + (passGates ? nand.inputFarads() : inverter.inputFarads())));
    } else {
      if (bits == 2) {
        path.stage(2 * technology.nmosOhm(2 * minN) * (nand.outputFarads() + load));
      }
      before = path.seconds();
      path = new SignalPath();
    }
    double slope;
    if (passGates) {
      path.stage(technology.nmosOhm(2 * minN) * (nand.outputFarads() + inverter.inputFarads()));
      slope = 0.5
          / path.stage(
              technology.pmosOhm(minP) * (inverter.outputFarads() + inverter.inputFarads() + load));
      path.stage(technology.nmosOhm(minN) * (inverter.outputFarads() + complement));
    } else {
      slope = 0.5
          / path.stage(
              technology.nmosOhm(3 * minN) * (driver.outputFarads() + driver.inputFarads()));
      path.stage(technology.pmosOhm(3 * minP) * (driver.outputFarads() + load));
    }
    return new Slope(before + path.seconds(), slope);
  }

  /** From the decoder to a word line that is read alone. */
  public double sequentialDriverSeconds(
      SequentialWordLineDrivers drivers, double slope, double load, double loadOhm) {
    if (!has(Fault.SLOPE)) {
      return drivers.latencySeconds(SignalPath.ofRamp(slope), load, loadOhm);
    }
    LogicGate nand = LogicGate.nand(technology, 2);
    LogicGate inverter = LogicGate.inverter(technology);
    double minN = technology.minNmosMeters();
    double minP = technology.minPmosMeters();
    double down = 2 * technology.nmosOhm(2 * minN);
    double gates = technology.gateFarads(minN) + technology.gateFarads(minP);
    return SignalPath.ofRamp(slope).stage(down * (nand.outputFarads() + inverter.inputFarads()))
        + SignalPath.ofRamp(slope)
            .stage(technology.pmosOhm(minP) * (inverter.outputFarads() + 2 * nand.inputFarads()))
        + SignalPath.ofRamp(slope).stage(down * (nand.outputFarads() + gates))
        + SignalPath.stepDelaySeconds(
            drivers.gateOhm() * (2 * inverter.outputFarads() + load) + loadOhm * load / 2);
  }

  /** Time and energy of so many writes of a switch matrix after so many reads. */
  public Use writes(
      double writes, double reads, double seconds, double joules, FlipFlops registers) {
    double extra = has(Fault.REGISTERS) ? reads - writes : 0;
    return new Use(
        0,
        0,
        writes * seconds + extra * registers.latencySeconds(),
        writes * joules + extra * registers.energyJoules(Double.MAX_VALUE));
  }

  /** Area of column switches. The published pass gates fold at the pitch of bulk gates. */
  public double columnSwitchesSquareMeters(
      ColumnSwitches switches, int columns, double ohm, double widthMeters) {
    if (!has(Fault.Q13_FINS)) {
      return switches.areaSquareMeters();
    }
    FlipFlops registers = new FlipFlops(technology, clockHertz, columns, Side.ofWidth(widthMeters));
    return widthMeters * bulkStackMeters(ohm, columns, 2, widthMeters)
        + registers.areaSquareMeters();
  }

  /** Height of pass gates that fold at the pitch of bulk gates, at any node. */
  double bulkStackMeters(double ohm, int groups, int gatesPerGroup, double width) {
    TransmissionGate gate = TransmissionGate.driving(technology, ohm);
    double pitch = technology.features(3.8);
    double rows = Math.ceil(groups / Math.floor(width / (gatesPerGroup * 2 * pitch)));
    double gateWidth = width / Math.ceil(groups / rows) / gatesPerGroup;
    int fingers = (int) Math.floor(gateWidth / pitch) - 1;
    return rows
        * TransmissionGate.heightMeters(technology, gate.nmosMeters(), gate.pmosMeters(), fingers);
  }

  /** Multiplexer gates of the columns below an array of the given width, with their decoder. */
  public Use columnMultiplexer(int groups, int lines, double ohm, double length, double readVolts) {
    Multiplexer mux = new Multiplexer(technology, groups, lines, ohm, length);
    double height = has(Fault.Q13_FINS)
        ? bulkStackMeters(ohm, groups * lines, 1, length)
        : mux.gatesSquareMeters() / length;
    if (has(Fault.MULTIPLEXER)) {
      height = Math.max(height, selectHeightMeters(lines));
    }
    return multiplexer(mux, groups, lines, ohm, length, length * height, readVolts);
  }

  /** Multiplexer gates of the rows beside an array of the given height, with their decoder. */
  public Use rowMultiplexer(int groups, int lines, double ohm, double length, double readVolts) {
    Multiplexer mux = new Multiplexer(technology, groups, lines, ohm, length);
    double gates = has(Fault.MULTIPLEXER)
        ? length * groups * lines * TransmissionGate.unitWidthMeters(technology)
        : mux.gatesSquareMeters();
    return multiplexer(mux, groups, lines, ohm, length, gates, readVolts);
  }

  private Decoder select(int lines) {
    return new Decoder(technology, Decoder.bitsFor(lines), Decoder.Output.PASS_GATES, Side.free());
  }

  /** Height of a select decoder, which is laid out freely. */
  private double selectHeightMeters(int lines) {
    int bits = Decoder.bitsFor(lines);
    return technology.cellHeightMeters() * Math.max(bits > 2 ? lines : 0, 4 * (bits / 2));
  }

  private Use multiplexer(
      Multiplexer mux,
      int groups,
      int lines,
      double ohm,
      double length,
      double gatesSquareMeters,
      double readVolts) {
    TransmissionGate gate = TransmissionGate.driving(technology, ohm);
    double seconds = mux.gatesSeconds()
        + decoder(
                Decoder.bitsFor(lines),
                true,
                groups * gate.nmosGateFarads(),
                groups * gate.pmosGateFarads())
            .seconds;
    return new Use(
        gatesSquareMeters + select(lines).areaSquareMeters(),
        gatesSquareMeters / length,
        mux.leakageWatts(),
        seconds,
        mux.energyJoules(readVolts));
  }

  /** Converters side by side; all convert at the same time. */
  public interface Bank {
    double areaSquareMeters();

    /** Time that a column needs. */
    double columnSeconds(double columnOhm);

    /** Time of a conversion of which the slowest column needs so long. */
    double conversionSeconds(double slowestSeconds);

    /** Time of a conversion of all these columns. */
    default double secondsOfSlowest(double... columnOhms) {
      double slowest = 0;
      for (double columnOhm : columnOhms) {
        slowest = Math.max(slowest, columnSeconds(columnOhm));
      }
      return conversionSeconds(slowest);
    }

    /** Power while a column is converted. */
    double watts(double columnOhm);
  }

  /**
   * Flash converters without their encoders.
   *
   * @param lowestOhm of a line: the first reference is below it
   * @param highestOhm of a line: published references divide this resistance evenly
   */
  public Bank flash(int levels, int count, double lowestOhm, double highestOhm, double readVolts) {
    FlashConverters converters = new FlashConverters(
        technology, Decoder.bitsFor(levels), count, lowestOhm, readVolts, Side.free());
    return new Bank() {
      @Override
      public double areaSquareMeters() {
        return converters.amplifiersSquareMeters();
      }

      @Override
      public double columnSeconds(double columnOhm) {
        if (!has(Fault.Q16_REFERENCES)) {
          return converters.strobeSeconds();
        }
        if (technology.flashAdcFit().decision().isEmpty()) {
          return 1e-9;
        }
        if (Double.isInfinite(columnOhm)) {
          return 0;
        }
        double ohm = columnOhm * Converters.FIT_READ_VOLTS / readVolts;
        double slowest = 0;
        for (int reference = 1; reference < levels - 1; reference++) {
          double referenceOhm = lowestOhm + (reference + 1) * highestOhm / levels;
          slowest = Math.max(slowest, decisionSeconds(ohm, referenceOhm));
        }
        return slowest;
      }

      @Override
      public double conversionSeconds(double slowestSeconds) {
        return Math.max(1e-9, Math.min(10e-9, slowestSeconds));
      }

      @Override
      public double watts(double columnOhm) {
        return dark(columnOhm) ? 1e-6 : converters.watts(columnOhm);
      }
    };
  }

  /** Converters by successive approximation. */
  public Bank successiveApproximation(int levels, int count, double readVolts) {
    SarConverters converters =
        new SarConverters(technology, Decoder.bitsFor(levels), count, readVolts);
    return new Bank() {
      @Override
      public double areaSquareMeters() {
        return converters.areaSquareMeters();
      }

      @Override
      public double columnSeconds(double columnOhm) {
        return converters.conversionSeconds();
      }

      @Override
      public double conversionSeconds(double slowestSeconds) {
        return converters.conversionSeconds();
      }

      @Override
      public double watts(double columnOhm) {
        return dark(columnOhm)
            ? 1e-6
            : converters.conversionJoules(columnOhm) / converters.conversionSeconds();
      }
    };
  }

  private boolean dark(double columnOhm) {
    return Double.isInfinite(columnOhm) && has(Fault.DARK);
  }

  /** The first branch of a chained comparison is always taken: the plateau is never reached. */
  private double decisionSeconds(double columnOhm, double referenceOhm) {
    NodeData.FlashAdcFit fit = technology.flashAdcFit();
    double ratio = referenceOhm / columnOhm;
    if (ratio <= 0.9 || ratio >= 1.1) {
      return FlashConverters.decisionSeconds(fit, columnOhm, referenceOhm);
    }
    NodeData.DecisionFit decision = fit.decision().orElseThrow();
    double shape = 0;
    for (int i = decision.above().size() - 1; i >= 0; i--) {
      shape = shape * ratio + decision.above().get(i);
    }
    return shape
        * (decision.secondsPerLogOhm() * Math.log(columnOhm / 1e3) + decision.secondsAtKilohm());
  }

  /** Encoders of flash converters; all convert at the same time. */
  public Use encoders(int levels, int count, Side side) {
    ThermometerEncoders bank = new ThermometerEncoders(technology, levels, count, side);
    LogicGate inverter = LogicGate.inverter(technology);
    double width = 2 * inverter.widthMeters()
        + LogicGate.nand(technology, 2).widthMeters()
        + LogicGate.nand(technology, levels / 2).widthMeters();
    double height = (levels - 1) * inverter.heightMeters();
    double along = side.imposesHeight() ? height : width;
    double away = side.imposesHeight() ? width : height;
    double length = Math.max(side.meters(), along);
    double area = has(Fault.PACKING) && side.meters() > 0
        ? Math.ceil(count / Math.ceil(side.meters() / along)) * away * length
        : bank.areaSquareMeters();
    double seconds =
        has(Fault.Q16_ENCODER) ? bank.edgeDetection().seconds() : bank.latencySeconds();
    return new Use(area, area / length, bank.leakageWatts(), seconds, bank.energyJoules(count));
  }

  /** A repeated bus inside an element; its published leakage is never used. */
  public Use bus(double lengthMeters, int wires) {
    Bus bus = new Bus(technology, lengthMeters, wires, 0);
    return new Use(0, bus.leakageWatts(), bus.transferSeconds(), bus.energyJoules(1));
  }

  /** An H-tree: time of a transfer, and energy of one bit. */
  public Use tree(
      int rows, int columns, double leafHeight, double leafWidth, int busBits, int fold) {
    HTree tree = new HTree(technology, rows, columns, leafHeight, leafWidth, busBits, fold);
    RepeatedWire wire = new RepeatedWire(technology, 0.1);
    double branches =
        (leafHeight + leafWidth) * (Math.pow(2, Decoder.bitsFor(Math.max(rows, columns))) - 1);
    double uncharged = has(Fault.Q10_HALF_TREE) ? branches / 2 : 0;
    return new Use(
        tree.areaSquareMeters(),
        tree.leakageWatts(),
        tree.transferSeconds(),
        tree.energyJoules(1) - uncharged * wire.joulesPerBitMeter());
  }

  /** Maximum pooling of windows of four; the energy is that of all units. */
  public Use pooling(int bits, int units) {
    MaxPooling pooling = new MaxPooling(technology, bits, 4, units);
    double seconds = pooling.latencySeconds(0);
    if (has(Fault.ROUNDS)) {
      double load = 2 * LogicGate.inverter(technology).outputFarads();
      double between = new Comparators(technology, 3, 1).latencySeconds(load)
          - new Comparators(technology, 2, 1).latencySeconds(load);
      seconds = 3 * (seconds / 2 - bits / 2.0 * between);
    }
    double leakage = has(Fault.Q22_POOLING_LEAKAGE)
        ? 3 * units * LogicGate.inverter(technology).leakageWatts()
        : pooling.leakageWatts();
    return new Use(pooling.areaSquareMeters(), leakage, seconds, pooling.energyJoules(units));
  }

  /** A register file; time and energy are those of one word. */
  public Use registerFile(int bits, int wordBits) {
    RegisterFile file = new RegisterFile(technology, clockHertz, bits, wordBits);
    double wordLine = FlipFlops.INVERTER_WIDTHS
        * LogicGate.inverter(technology).widthMeters()
        * wordBits
        * technology.wireFaradsPerMeter();
    double seconds =
        decoder(Decoder.bitsFor((bits + wordBits - 1) / wordBits), false, wordLine, 0).seconds
            + 1 / (2 * clockHertz);
    return new Use(
        file.areaSquareMeters(), file.leakageWatts(), seconds, file.energyJoules(wordBits));
  }
}
