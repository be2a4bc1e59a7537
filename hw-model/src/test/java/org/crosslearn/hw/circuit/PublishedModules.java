package org.crosslearn.hw.circuit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslearn.hw.fault.Fault;
import org.crosslearn.hw.technology.LogicGate;
import org.crosslearn.hw.technology.PublishedTechnology;
import org.crosslearn.hw.technology.SignalPath;
import org.crosslearn.hw.technology.Technology;

/**
 * Figures of published examples from our circuits: as they are, or with the faults of the published
 * model put back, by {@link PublishedCircuits} or, where no chip has the circuit or shows the fault,
 * here. If the second agree with the published figures, the faults are all that is between them and
 * ours.
 */
final class PublishedModules {
  private static final double CLOCK = 1e9;

  private final PublishedExample example;
  private final Technology t;
  private final boolean faulty;
  private final PublishedCircuits circuits;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  private PublishedModules(PublishedExample example, Technology technology, boolean faulty) {
    this.example = example;
    this.t = technology;
    this.faulty = faulty;
    this.circuits = new PublishedCircuits(
        technology, CLOCK, faulty ? EnumSet.allOf(Fault.class) : EnumSet.noneOf(Fault.class));
  }

  /** What our model says. */
  static Map<String, Double> ours(PublishedExample example) {
    return figures(example, PublishedTechnology.sound(example.configuration()), false);
  }

  /** What our model says of the transistors with the published faults of fins. */
  static Map<String, Double> withFaultyFins(PublishedExample example) {
    return figures(example, PublishedTechnology.of(example.configuration()), false);
  }

  /** What our model says with all faults put back. */
  static Map<String, Double> reproduced(PublishedExample example) {
    return figures(example, PublishedTechnology.of(example.configuration()), true);
  }

  private static Map<String, Double> figures(PublishedExample e, Technology t, boolean faulty) {
    PublishedModules modules = new PublishedModules(e, t, faulty);
    modules.compute();
    return modules.figures;
  }

  private void compute() {
    switch (example.module()) {
      case "Technology" -> technology();
      case "device" -> device();
      case "gate" -> gate();
      case "passGate" -> passGate();
      case "horowitz" ->
        put("delay_s", SignalPath.ofRamp(in("rampInput_V_per_s_normalised")).stage(in("tr_s")));
      case "DFF(newHeight)", "DFF(newWidth)", "DFF(free)" -> flipFlops();
      case "Adder", "Adder(newHeight)" -> adders();
      case "AdderTree" -> adderTree();
      case "ShiftAdd", "ShiftAdd(newHeight)" -> shiftAdders();
      case "RowDecoder" -> decoder();
      case "WLNewDecoderDriver" -> sequentialDrivers();
      case "NewSwitchMatrix(WL/1T1R)" -> wordLineSwitches();
      case "SwitchMatrix(COL/SL)" -> columnSwitches();
      case "SwitchMatrix(ROW)" -> staticWordLineSwitches();
      case "DecoderDriver" -> crossPointDrivers();
      case "Mux(analog)" -> multiplexer();
      case "MultilevelSenseAmp" -> flash();
      case "MultilevelSAEncoder" -> encoder();
      case "SarADC" -> successiveApproximation();
      case "SubArray" ->
        figures.putAll(new PublishedSubarrays(example, circuits, faulty).figures());
      case "WeightGradientUnit" ->
        figures.putAll(new PublishedGradientUnit(example, circuits).figures(faulty));
      case "Precharger" -> prechargers();
      case "SRAMWriteDriver" -> writeDrivers();
      case "SenseAmp" -> senseAmplifiers();
      case "SramCell" -> sramCell();
      case "Buffer" -> buffer();
      case "Bus" -> bus();
      case "HTree" -> tree();
      case "BitShifter(ReLU)" -> rectifiers();
      case "Comparator" -> comparators();
      case "MaxPooling" -> pooling();
      case "Sigmoid" -> tables();
      case "DRAM" -> dram();
      default -> throw new IllegalArgumentException("no circuit for " + example);
    }
  }

  private double in(String name) {
    return example.number(name);
  }

  private int count(String name) {
    return example.count(name);
  }

  private void put(String figure, double value) {
    figures.put(figure, value);
  }

  private void block(Block block) {
    put("area", block.areaSquareMeters());
    put("leakage", block.leakageWatts());
  }

  private void block(PublishedCircuits.Use use) {
    put("area", use.areaSquareMeters());
    put("leakage", use.leakageWatts());
  }

  private Side side() {
    if (example.inputs().containsKey("newHeight_m")) {
      return in("newHeight_m") > 0 ? Side.ofHeight(in("newHeight_m")) : Side.free();
    }
    return example.inputs().containsKey("newWidth_m")
        ? Side.ofWidth(in("newWidth_m"))
        : Side.free();
  }

  private void technology() {
    put("vdd", t.supplyVolts());
    double width = t.minNmosMeters();
    double channel = width / PublishedTechnology.widthOverChannel(t, width);
    put("currentOffNmos_A_per_m", t.nmosOffAmperes(width) / channel);
    put("currentOffPmos_A_per_m", t.pmosOffAmperes(width) / channel);
    put("unitLengthWireResistance_ohm_per_m", t.wireOhmPerMeter());
  }

  private void device() {
    double width = t.features(in("width_F"));
    double cell = t.cellHeightMeters();
    put("gateCap_F", t.gateFarads(width));
    put("drainCapN_F", LogicGate.drainFarads(t, width, cell));
    put("drainCapP_F", LogicGate.inverter(t, 0, width, cell).outputFarads());
    put("Ron_N_ohm", t.nmosOhm(width));
    put("Ron_P_ohm", t.pmosOhm(width));
    double share = faulty ? PublishedTechnology.widthOverChannel(t, width) : 1;
    put("gm_N", share * t.nmosSiemens(width));
    put("gm_P", share * t.pmosSiemens(width));
    put("leak_INV_N_only_A", t.nmosOffAmperes(width) / 2);
    put("leak_INV_P_only_A", t.pmosOffAmperes(width) / 2);
  }

  private void gate() {
    double nmos = t.features(in("widthN_F"));
    double pmos = t.features(in("widthP_F"));
    String kind = example.inputs().get("gate");
    int inputs = count("numInput");
    LogicGate gate;
    if (kind.startsWith("NAND")) {
      gate = LogicGate.nand(t, inputs, nmos, pmos);
    } else if (kind.startsWith("NOR")) {
      gate = LogicGate.nor(t, inputs, nmos, pmos);
    } else {
      gate = LogicGate.inverter(t, nmos, pmos, t.cellHeightMeters());
    }
    put("height_m", gate.heightMeters());
    put("width_m", gate.widthMeters());
    put("area_m2", gate.areaSquareMeters());
    put("capInput_F", gate.inputFarads());
    put("capOutput_F_with_height_h", gate.outputFarads());
    put("leak_A", gate.leakageWatts() / t.supplyVolts());
  }

  private void passGate() {
    int fingers = count("numFold");
    double height = TransmissionGate.heightMeters(
        t, t.features(in("widthN_F")), t.features(in("widthP_F")), fingers);
    double width = (fingers + 1) * t.polyPitchMeters();
    put("height_m", height);
    put("width_m", width);
    put("area_m2", height * width);
  }

  private void flipFlops() {
    FlipFlops bank = new FlipFlops(t, CLOCK, count("numDff"), side());
    block(bank);
    put("latency", in("numRead") * bank.latencySeconds());
    put("energy", in("numRead") * bank.energyJoules(in("numDffPerOperation")));
  }

  private void adders() {
    Adders bank = new Adders(t, count("numBit"), count("numAdder"), side());
    block(bank);
    put("latency", in("numRead") * bank.latencySeconds(in("capLoad_F")));
    put("energy", in("numRead") * bank.energyJoules(in("numAdderPerOperation")));
  }

  private void adderTree() {
    PublishedCircuits.Use sum = circuits.adderTree(
        count("numSubcoreRow"), count("numAdderBit"), count("numAdderTree"), side());
    block(sum);
    put("latency", in("numRead") * sum.seconds());
    put("energy", in("numRead") * sum.joules());
  }

  private void shiftAdders() {
    ShiftAdders units = new ShiftAdders(
        t, CLOCK, count("numUnit"), count("numAdderBit"), count("numReadPulse"), side());
    block(units);
    // the published figure counts the first; the others are hidden behind read pulses of 10 ns
    put("latency", units.latencySeconds());
    put("energy", in("numRead") * units.energyJoules(count("numUnit")));
  }

  private void decoder() {
    int bits = count("numAddrRow");
    boolean passGates = count("MUX") == 1;
    Decoder decoder = new Decoder(
        t, bits, passGates ? Decoder.Output.PASS_GATES : Decoder.Output.WORD_LINES, side());
    block(decoder);
    double seconds =
        circuits.decoder(bits, passGates, in("capLoad1_F"), in("capLoad2_F")).seconds();
    put("latency", in("numRead") * seconds);
    put("writeLatency", in("numWrite") * seconds);
    put("energy", in("numRead") * decoder.energyJoules());
    put("writeEnergy", in("numWrite") * decoder.energyJoules());
  }

  private void sequentialDrivers() {
    SequentialWordLineDrivers drivers =
        new SequentialWordLineDrivers(t, count("numWLRow"), in("newHeight_m"));
    block(drivers);
    double seconds = circuits.sequentialDriverSeconds(
        drivers, in("rampInput"), in("capLoad_F"), in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    put("writeLatency", in("numWrite") * seconds);
    put("energy", in("numRead") * drivers.energyJoules(in("readVoltage")));
    put("writeEnergy", in("numWrite") * drivers.energyJoules(in("writeVoltage_cell")));
  }

  private void write(double seconds, double joules) {
    FlipFlops registers = new FlipFlops(t, CLOCK, count("numOutput"), side());
    PublishedCircuits.Use writes =
        circuits.writes(in("numWrite"), in("numRead"), seconds, joules, registers);
    put("writeLatency", writes.seconds());
    put("writeEnergy", writes.joules());
  }

  private void wordLineSwitches() {
    int lines = count("numOutput");
    WordLineSwitches switches = new WordLineSwitches(t, CLOCK, lines, in("newHeight_m"));
    block(switches);
    double seconds = switches.latencySeconds(in("capLoad_F"), in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    double active = lines * in("activityRowRead");
    put(
        "energy",
        in("numRead") * switches.readJoules(active, in("accessVoltage"), in("readVoltage")));
    write(seconds, switches.writeJoules(in("accessVoltage")));
  }

  private void columnSwitches() {
    int columns = count("numOutput");
    ColumnSwitches switches =
        new ColumnSwitches(t, CLOCK, columns, in("resTg_in_ohm"), in("newWidth_m"));
    block(switches);
    double seconds = switches.latencySeconds(in("capLoad_F"), in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    put("energy", in("numRead") * switches.driveJoules(0, 0.5));
    put(
        "area",
        circuits.columnSwitchesSquareMeters(
            switches, columns, in("resTg_in_ohm"), in("newWidth_m")));
    double selected = columns * in("activityColWrite");
    write(seconds, switches.writeJoules(selected, in("numWritePulse"), in("writeVoltage_cell")));
  }

  private void staticWordLineSwitches() {
    int lines = count("numOutput");
    StaticWordLineSwitches switches =
        new StaticWordLineSwitches(t, CLOCK, lines, in("resTg_in_ohm"), in("newHeight_m"));
    block(switches);
    double seconds = switches.latencySeconds(in("capLoad_F"), in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    put("energy", in("numRead") * switches.readJoules(lines * in("activityRowRead"), 0.5));
    write(seconds, switches.writeJoules());
  }

  private void crossPointDrivers() {
    CrossPointLineDrivers drivers = new CrossPointLineDrivers(
        t, count("numOutput"), count("numLoad"), in("resMemCellOn"), true, in("newHeight_m"));
    block(drivers);
    double seconds = drivers.latencySeconds(
        SignalPath.ofRamp(in("rampInput")), in("capLoad_F"), in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    put("writeLatency", in("numWrite") * seconds);
    put("energy", in("numRead") * drivers.readJoules(in("numReadCellPerOp"), 0.5));
    double writeVolts = 4 * Math.sqrt(2);
    put("writeEnergy", in("numWrite") * drivers.writeJoules(in("numWriteCellPerOp"), writeVolts));
  }

  private void multiplexer() {
    Multiplexer mux = new Multiplexer(
        t, count("numInput"), count("numSelection"), in("resTg_in_ohm"), in("newWidth_m"));
    int lines = count("numInput") * count("numSelection");
    put(
        "area",
        faulty
            ? in("newWidth_m")
                * circuits.bulkStackMeters(in("resTg_in_ohm"), lines, 1, in("newWidth_m"))
            : mux.gatesSquareMeters());
    put("latency", in("numRead") * mux.gatesSeconds());
    put("energy", in("numRead") * mux.gatesJoules(in("readVoltage")));
  }

  private void flash() {
    int levels = count("levelOutput");
    double rows = count("parallel") == 1 ? in("numRowSubArray") : 1;
    PublishedCircuits.Bank converters = circuits.flash(
        levels,
        count("numCol"),
        in("resistanceOn") / rows,
        in("resistanceOff") / rows,
        in("readVoltage"));
    put("area", converters.areaSquareMeters());
    double[] columns = example.numbers("columnResistance_ohm");
    double seconds = converters.secondsOfSlowest(columns);
    put("latency", in("numColMuxed") * seconds);
    put("energy", Arrays.stream(columns).map(converters::watts).sum() * seconds);
  }

  private void encoder() {
    int encoders = count("numEncoder");
    PublishedCircuits.Use bank = circuits.encoders(count("numLevel"), encoders, side());
    block(bank);
    put("latency", in("numRead") * bank.seconds());
    put("energy", in("numRead") * bank.joules());
  }

  private void successiveApproximation() {
    int bits = Decoder.bitsFor(count("levelOutput"));
    SarConverters converters = new SarConverters(t, bits, count("numCol"), 0.5);
    put("area", converters.areaSquareMeters());
    put("latency", in("latency_numRead") * converters.conversionSeconds());
    double joules = 0;
    for (double column : example.numbers("columnResistance_ohm")) {
      joules += converters.conversionJoules(column);
    }
    put("energy", joules);
  }

  private void prechargers() {
    int columns = count("numCol");
    Prechargers bank = new Prechargers(t, columns, side());
    block(bank);
    double line = in("capLoad_F");
    double seconds = bank.latencySeconds(line, in("resLoad_ohm"));
    put("latency", in("numRead") * seconds);
    put("writeLatency", in("numWrite") * seconds);
    put("energy", in("numRead") * columns * bank.readJoules(line));
    put("writeEnergy", in("numWrite") * columns * in("activityColWrite") * bank.writeJoules(line));
  }

  private void writeDrivers() {
    int columns = count("numCol");
    WriteDrivers bank = new WriteDrivers(t, columns, side());
    block(bank);
    put("writeLatency", in("numWrite") * bank.latencySeconds(in("capLoad_F"), in("resLoad_ohm")));
    put("writeEnergy", in("numWrite") * columns * in("activityColWrite") * bank.energyJoules());
  }

  /** Leakage is multiplied by the supply twice. */
  private void senseAmplifiers() {
    int columns = count("numCol");
    SenseAmplifiers bank = new SenseAmplifiers(t, CLOCK, columns, in("pitch_m"));
    block(bank);
    put("latency", in("numRead") * bank.latencySeconds());
    put("energy", in("numRead") * columns * bank.energyJoules());
    if (faulty) {
      put("leakage", bank.leakageWatts() * t.supplyVolts());
    }
  }

  private void sramCell() {
    SramCell cell = new SramCell(t);
    put("resAccess", cell.accessOhm());
    put("capAccess", cell.bitLineFarads());
    put("capCell", cell.storageFarads());
  }

  private void buffer() {
    if (count("SRAM") == 0) {
      registerFile();
    } else {
      staticMemory();
    }
  }

  private void registerFile() {
    int bits = count("numBit");
    int wordBits = count("interface_width");
    PublishedCircuits.Use word = circuits.registerFile(bits, wordBits);
    block(word);
    put("latency", in("numRead") * word.seconds());
    put("writeLatency", in("numWrite") * word.seconds());
    put("energy", in("numRead") * word.joules());
    put("writeEnergy", in("numWrite") * word.joules());
  }

  /** Without sense amplifiers, drains and gates on the lines, leakage and flips of the cells. */
  private void staticMemory() {
    int wordBits = count("interface_width");
    int words = count("numBit") / wordBits;
    SramBuffer memory = new SramBuffer(t, CLOCK, words, wordBits);
    block(memory);
    put("latency", in("numRead") * memory.readSeconds());
    put("writeLatency", in("numWrite") * memory.writeSeconds());
    put("energy", in("numRead") * memory.readJoules(wordBits));
    put("writeEnergy", in("numWrite") * memory.writeJoules(wordBits));
    if (!faulty) {
      return;
    }
    SramCell cell = new SramCell(t);
    double width = wordBits * cell.widthMeters();
    double height = words * cell.heightMeters();
    int address = Decoder.bitsFor(words);
    Decoder decoder = new Decoder(t, address, Decoder.Output.WORD_LINES, Side.ofHeight(height));
    Prechargers prechargers = new Prechargers(t, wordBits, Side.ofWidth(width));
    WriteDrivers writeDrivers = new WriteDrivers(t, wordBits, Side.ofWidth(width));
    put(
        "area",
        width * height
            + decoder.areaSquareMeters()
            + prechargers.areaSquareMeters()
            + writeDrivers.areaSquareMeters());
    put(
        "leakage",
        decoder.leakageWatts() + prechargers.leakageWatts() + writeDrivers.leakageWatts());
    double wire = t.wireFaradsPerMeter();
    double line = height * wire;
    double lineOhm = height * t.wireOhmPerMeter();
    PublishedCircuits.Slope select = circuits.decoder(address, false, width * wire, 0);
    double precharge = prechargers.latencySeconds(line, lineOhm);
    double path = cell.accessOhm() + t.nmosOhm(t.features(2.08));
    double discharge = (path * (cell.bitLineFarads() + line) + lineOhm * line / 2)
        * Math.log(t.supplyVolts() / (t.supplyVolts() - 0.05));
    put(
        "latency",
        in("numRead")
            * (select.seconds()
                + precharge
                + SignalPath.ofRamp(select.perSecond()).stage(discharge)));
    put(
        "writeLatency",
        in("numWrite")
            * (select.seconds() + precharge + writeDrivers.latencySeconds(line, lineOhm)));
    put(
        "energy",
        in("numRead") * (decoder.energyJoules() + wordBits * prechargers.readJoules(line)));
    put(
        "writeEnergy",
        in("numWrite")
            * (decoder.energyJoules()
                + wordBits * (prechargers.writeJoules(line) + writeDrivers.energyJoules())));
  }

  /** Twice as many wires leak as the bus has blocks. */
  private void bus() {
    boolean horizontal = "HORIZONTAL".equals(example.inputs().get("mode"));
    double length = horizontal
        ? in("unitWidth_m") * (in("numCol") - 1)
        : in("unitHeight_m") * (in("numRow") - 1);
    Bus bus = new Bus(t, length, count("busWidth"), in("delaytolerance"));
    put("leakage", bus.leakageWatts() * (faulty ? 2 * in("numRow") / in("busWidth") : 1));
    put("latency", in("numRead") * bus.transferSeconds());
    put("energy", in("numRead") * bus.energyJoules(in("numBitAccess")));
  }

  /** One wire of the bus leaks. */
  private void tree() {
    int leaves = count("numRow");
    PublishedCircuits.Use tree = circuits.tree(
        leaves,
        leaves,
        in("unitHeight_m"),
        in("unitWidth_m"),
        count("busWidth"),
        count("foldedratio"));
    put("area", tree.areaSquareMeters());
    put("leakage", tree.leakageWatts() / (faulty ? in("busWidth") : 1));
    put("latency", in("numRead") * tree.seconds());
    put("energy", in("numRead") * in("numBitAccess") * tree.joules());
  }

  private void rectifiers() {
    int units = count("numUnit");
    Rectifiers rectifiers = new Rectifiers(t, CLOCK, count("numBit"), units);
    block(rectifiers);
    put("latency", in("numRead") * rectifiers.latencySeconds());
    put("energy", in("numRead") * rectifiers.energyJoules(units));
  }

  private void comparators() {
    Comparators comparators = new Comparators(t, count("numBit"), count("numComparator"));
    block(comparators);
    put("latency", in("numRead") * comparators.latencySeconds(in("capLoad_F")));
    put("energy", in("numRead") * comparators.energyJoules(in("numComparatorPerOperation")));
  }

  private void pooling() {
    PublishedCircuits.Use pooling = circuits.pooling(count("numBit"), count("numMaxPooling"));
    block(pooling);
    put("latency", in("numRead") * pooling.seconds());
    put("energy", in("numRead") * pooling.joules());
  }

  /** Nothing loads the decoder and the cells; one table leaks; one static cell of a word is sensed. */
  private void tables() {
    int entries = count("numEntry");
    int bits = count("numYbit");
    int functions = count("numFunction");
    boolean staticCells = count("SRAM") == 1;
    LookUpTables tables = staticCells
        ? LookUpTables.ofStaticCells(t, CLOCK, entries, bits, functions)
        : LookUpTables.ofResistiveCells(
            t,
            CLOCK,
            entries,
            bits,
            functions,
            new LookUpTables.ResistiveCell(4, 4, 240e3, 24e6, 0.5));
    put("area", tables.areaSquareMeters());
    put("leakage", tables.leakageWatts() / (faulty ? functions : 1));
    double seconds = tables.latencySeconds();
    if (faulty) {
      seconds = circuits.decoder(Decoder.bitsFor(entries), false, 0, 0).seconds();
      if (staticCells) {
        seconds += new SenseAmplifiers(t, CLOCK, bits, t.features(20)).latencySeconds();
      } else {
        LogicGate inverter = LogicGate.inverter(t);
        double drain = LogicGate.drainFarads(t, t.minNmosMeters(), t.cellHeightMeters());
        double node = t.gateFarads(t.minNmosMeters()) + inverter.outputFarads();
        seconds += 2.3 * t.pmosOhm(t.minPmosMeters()) * node
            + 0.1 * (node + drain) / (0.5 / 240e3 - 0.5 / 24e6)
            + 2 / CLOCK;
      }
    }
    put("latency", in("numRead") * seconds);
    double joules = tables.energyJoules(functions);
    if (faulty && staticCells) {
      SenseAmplifiers amplifier = new SenseAmplifiers(t, CLOCK, 1, t.features(20));
      joules -= functions * (bits - 1) * amplifier.energyJoules();
    }
    put("energy", in("numRead") * joules);
  }

  private void dram() {
    Dram dram = "HBM2".equals(example.inputs().get("type")) ? Dram.HBM2 : Dram.GDDR5;
    put("latency", dram.latencySeconds(in("numBit")));
    put("energy", dram.energyJoules(in("numBit")));
  }
}
