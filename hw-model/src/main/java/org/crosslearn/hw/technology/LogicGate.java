package org.crosslearn.hw.technology;

/**
 * A static CMOS gate drawn in a region of given height; transistors too wide for it are folded.
 *
 * <p>Layout rules and formulas: DNN+NeuroSim V2.1 documentation (after CACTI).
 *
 * @param inputFarads of one input
 * @param outputFarads of the output node, without load
 * @param leakageWatts mean over the input states
 */
public record LogicGate(
    double heightMeters,
    double widthMeters,
    double inputFarads,
    double outputFarads,
    double leakageWatts) {

  // design rules, in features
  private static final double ONE_TYPE_OVERHEAD = 3.6;
  private static final double TWO_TYPE_OVERHEAD = 7.1;

  private enum Kind {
    INVERTER,
    NAND,
    NOR
  }

  /** The inverter of minimum size. */
  public static LogicGate inverter(Technology t) {
    return inverter(t, 1);
  }

  /** An inverter of {@code size} times the minimum width. */
  public static LogicGate inverter(Technology t, double size) {
    return inverter(t, size * t.minNmosMeters(), size * t.minPmosMeters(), t.cellHeightMeters());
  }

  /**
   * An inverter of any two widths in a region of any height; with one width 0 a single transistor.
   */
  public static LogicGate inverter(
      Technology t, double nmosMeters, double pmosMeters, double regionMeters) {
    return draw(t, Kind.INVERTER, 1, nmosMeters, pmosMeters, regionMeters);
  }

  /** A NAND whose stack of NMOS is as strong as two minimum transistors in series are wide. */
  public static LogicGate nand(Technology t, int inputs) {
    return nand(t, inputs, 2 * t.minNmosMeters(), t.minPmosMeters());
  }

  public static LogicGate nand(Technology t, int inputs, double nmosMeters, double pmosMeters) {
    return draw(t, Kind.NAND, inputs, nmosMeters, pmosMeters, t.cellHeightMeters());
  }

  /** A NOR whose series PMOS are widened by the number of inputs. */
  public static LogicGate nor(Technology t, int inputs) {
    return nor(t, inputs, t.minNmosMeters(), inputs * t.minPmosMeters());
  }

  public static LogicGate nor(Technology t, int inputs, double nmosMeters, double pmosMeters) {
    return draw(t, Kind.NOR, inputs, nmosMeters, pmosMeters, t.cellHeightMeters());
  }

  /** Drain capacitance of a lone transistor, farads. */
  public static double drainFarads(Technology t, double widthMeters, double regionMeters) {
    return inverter(t, widthMeters, 0, regionMeters).outputFarads();
  }

  public double areaSquareMeters() {
    return heightMeters * widthMeters;
  }

  private static LogicGate draw(
      Technology t, Kind kind, int inputs, double nmos, double pmos, double region) {
    double mostNmos = region - t.features(ONE_TYPE_OVERHEAD);
    double mostPmos = mostNmos;
    if (nmos > 0 && pmos > 0) {
      double both = region - t.features(TWO_TYPE_OVERHEAD);
      mostPmos = both * pmos / (pmos + nmos);
      mostNmos = both - mostPmos;
    }
    if (mostNmos <= 0 || mostPmos <= 0) {
      throw new IllegalArgumentException(
          "a region of " + region / t.featureMeters() + " F is too low for a gate");
    }
    Side n = new Side(t, t.geometry().fold(nmos, mostNmos));
    Side p = new Side(t, t.geometry().fold(pmos, mostPmos));
    boolean folded = n.fingers.count() > 1 || p.fingers.count() > 1;
    double output = switch (kind) {
      case INVERTER -> n.single() + p.single();
      case NOR -> n.parallel(inputs, folded) + p.series(inputs, folded);
      case NAND -> n.series(inputs, folded) + p.parallel(inputs, folded);
    };
    double width = Math.max(n.widthMeters(inputs, folded), p.widthMeters(inputs, folded));
    return new LogicGate(
        region,
        width,
        t.channelFarads(n.fingers.channelMeters() + p.fingers.channelMeters()),
        output,
        t.supplyVolts() * leakageAmperes(t, kind, inputs, nmos, pmos));
  }

  /** Mean over input states: fitted stack factors of the documentation. */
  private static double leakageAmperes(
      Technology t, Kind kind, int inputs, double nmos, double pmos) {
    return switch (kind) {
      case INVERTER -> (t.nmosOffAmperes(nmos) + t.pmosOffAmperes(pmos)) / 2;
      case NOR -> (inputs == 2 ? 0.95 : 0.62) * inputs * t.nmosOffAmperes(nmos);
      case NAND -> (inputs == 2 ? 0.48 : 0.31) * inputs * t.pmosOffAmperes(pmos);
    };
  }

  /** All transistors of one type, drawn alike. */
  private record Side(Technology t, Geometry.Fingers fingers) {
    private double drawnMeters() {
      return fingers.lengthMeters();
    }

    private int folds() {
      return fingers.count();
    }

    double widthMeters(int inputs, boolean anyFolded) {
      if (folds() == 0) {
        return 0;
      }
      double pitch = t.polyPitchMeters();
      double all = inputs * (folds() + 1) * pitch;
      return anyFolded ? all : all - (inputs - 1) * pitch;
    }

    private double drainMeters() {
      return Math.ceil((folds() + 1) / 2.0) * t.geometry().gateGapMeters();
    }

    private double sourceMeters() {
      return Math.floor((folds() + 1) / 2.0) * t.geometry().gateGapMeters();
    }

    private int evenFolds() {
      return folds() % 2 == 0 ? 1 : 0;
    }

    private double farads(double stripMeters, double perimeterMeters) {
      if (folds() == 0) {
        return 0;
      }
      return stripMeters * drawnMeters() * t.junctionFaradsPerSquareMeter
          + perimeterMeters * t.sidewallFaradsPerMeter
          + folds() * drawnMeters() * t.drainChannelFaradsPerMeter;
    }

    double single() {
      double strip = drainMeters();
      return farads(strip, 2 * strip + drawnMeters() * (1 + evenFolds()));
    }

    double parallel(int inputs, boolean anyFolded) {
      if (anyFolded) {
        double strip = inputs * drainMeters();
        return farads(strip, 2 * strip + drawnMeters() * (1 + evenFolds()) * inputs);
      }
      double strip = ((inputs + 1) / 2) * drainMeters();
      return farads(strip, 2 * strip + drawnMeters() * (inputs % 2));
    }

    double series(int inputs, boolean anyFolded) {
      if (anyFolded) {
        double strip = inputs * drainMeters() + (inputs - 1) * sourceMeters();
        double height = drawnMeters() * (1 + evenFolds()) * inputs
            + drawnMeters() * (1 - evenFolds()) * (inputs - 1);
        return farads(strip, 2 * strip + height);
      }
      double strip = inputs * drainMeters();
      return farads(strip, 2 * strip + drawnMeters());
    }
  }
}
