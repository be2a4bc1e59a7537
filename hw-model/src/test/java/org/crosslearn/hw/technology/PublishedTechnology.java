package org.crosslearn.hw.technology;

/**
 * Transistors as DNN+NeuroSim V2.1 publishes them, with the faults that ours leave out, so that its
 * figures can be reproduced and a difference be put down to a fault.
 */
public final class PublishedTechnology {
  private PublishedTechnology() {}

  /** A node at 300 K, for example {@code 7LP} or {@code 32HP}, with the faults of its fins. */
  public static Technology of(String configuration) {
    NodeData node = node(configuration);
    Geometry geometry = node.fin()
        .<Geometry>map(fin -> new FaultyFins(node.nodeNanometers() * 1e-9, fin))
        .orElseGet(() -> new Planar(node.nodeNanometers() * 1e-9));
    return new Technology(
        node,
        configuration.endsWith("HP") ? node.highPerformance() : node.lowPower(),
        geometry,
        300);
  }

  /** The same node and flavour as it is used. */
  public static Technology sound(String configuration) {
    int nanometers = node(configuration).nodeNanometers();
    return configuration.endsWith("HP")
        ? Technology.highPerformance(nanometers, 300)
        : Technology.lowPower(nanometers, 300);
  }

  /** Width that was asked for over the width that conducts: less than 1 in a FinFET. */
  public static double widthOverChannel(Technology technology, double widthMeters) {
    return widthMeters / technology.geometry().channelMeters(widthMeters);
  }

  private static NodeData node(String configuration) {
    return NodeData.load(Integer.parseInt(configuration.substring(0, configuration.length() - 2)));
  }

  private record FaultyFins(double featureMeters, NodeData.Fin fin) implements Geometry {
    private Fins sound() {
      return new Fins(featureMeters, fin);
    }

    @Override
    public double polyPitchMeters() {
      return sound().polyPitchMeters();
    }

    @Override
    public double gateGapMeters() {
      return sound().gateGapMeters();
    }

    /** 34 / 28, divided as integers. */
    @Override
    public double cellHeightMeters() {
      return 28 * featureMeters;
    }

    /** Rounding noise in the number of fins is rounded up. */
    @Override
    public double channelMeters(double widthMeters) {
      return fins(scaled(widthMeters)) * (2 * fin.heightMeters() + fin.thicknessMeters());
    }

    private int fins(double scaledMeters) {
      return (int) Math.ceil(scaledMeters / fin.pitchMeters());
    }

    /** One fin taken to be one feature wide, where two features are drawn as one fin. */
    @Override
    public double widthMeters(double channelMeters) {
      return sound().widthMeters(channelMeters) / 2;
    }

    /** Fins counted by their perimeter. */
    @Override
    public double fingerMeters(double widthMeters, int fingers) {
      double fins =
          Math.ceil(scaled(widthMeters) / (2 * fin.heightMeters() + fin.thicknessMeters()));
      return across((int) Math.ceil(fins / fingers));
    }

    /** Gates of a width scaled to the pitch and then to the pitch again; fingers rounded down. */
    @Override
    public Fingers fold(double widthMeters, double regionMeters) {
      if (widthMeters == 0) {
        return Fingers.NONE;
      }
      int fins = fins(scaled(widthMeters));
      int most = (int) Math.floor(regionMeters / fin.pitchMeters()) + 1;
      double gate = channelMeters(scaled(widthMeters));
      return fins <= most
          ? new Fingers(1, across(fins), gate)
          : new Fingers(fins / most, across(most), gate);
    }

    private double scaled(double widthMeters) {
      return widthMeters * (fin.pitchMeters() / (2 * featureMeters));
    }

    private double across(int fins) {
      return (fins - 1) * fin.pitchMeters() + fin.thicknessMeters();
    }
  }
}
