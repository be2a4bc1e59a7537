package org.crosslearn.hw.fault;

/**
 * What the published chip model DNN+NeuroSim V2.1 does that ours leaves out: each constant switches
 * one fault on. Numbers are those of the list of bugs and inconsistencies in the documentation of
 * the model; names without a number are those of {@code docs/hardware-validation.md}, or new.
 *
 * <p>Of that list, these have no switch. Q1 (a wire resistance read before it is set): its figures
 * are whatever was in memory; the printed runs use the resistance that was meant. Q17 (misprints of
 * the nodes at 90 and 10 nm): corrected in our data files, and no run uses these nodes. Q18 (a
 * tile's share read beyond its end): changes which random weights are read, not how many. Q20 (wider
 * wires computed and dropped): ours has one class of wires too.
 */
public enum Fault {
  /** Precharge, write drivers and column switches of a write see activities and pulses of zero. */
  Q2_UNSET_ACTIVITY,
  /** The gradient overhead of the buffer is sized before the width of a gradient is known. */
  Q2_UNSET_GRADIENT_WIDTH,
  /** Arrays of the weight-gradient unit are rounded down, to one at least. */
  Q3_FLOORED_GRADIENT_ARRAYS,
  /** Peak times of weight gradient and update are printed as 0 in a pipeline. */
  Q4_PIPELINE_PEAK,
  /** Empty elements of a tile that duplicates nothing repeat the figures of the one before. */
  Q5_EMPTY_ELEMENTS,
  /** Buffer cores are rounded down, to none if need be. */
  Q6_FLOORED_BUFFER_CORES,
  /** Words of gradients in the buffer are rounded down. */
  Q6_FLOORED_GRADIENT_WORDS,
  /** A shift-adder adds so many input groups as the quotient rounded down. */
  Q6_FLOORED_SHIFTS,
  /** Digits of a weight are quotients of an integer division, not remainders. */
  Q7_QUOTIENT_DIGITS,
  /** The transposed read converts the resistances and the activity of the forward read. */
  Q8_FORWARD_RESISTANCES,
  /** The time of a transposed read leaves out the multiplexer. */
  Q8_MULTIPLEXER_ENERGY_AS_TIME,
  /** The total of a sequential read leaves out the energy of its converters. */
  Q9_SEQUENTIAL_CONVERTERS,
  /** The columns of a sequential read settle once for all rows. */
  Q9_SEQUENTIAL_SETTLING,
  /**
   * The tree of an element that holds part of its copies is charged once for each subarray; only
   * elements of tiles that hold a copy in each element are read this way.
   */
  Q10_TREE_PER_SUBARRAY,
  /** Energy of the H-tree is counted along half of its branches. */
  Q10_HALF_TREE,
  /** Adder trees lose the input without a partner. */
  Q11_UNPAIRED_INPUT,
  /** The write voltage of a cell is the root of the sum of the squares of its two voltages. */
  Q12_WRITE_VOLTAGE,
  /** Rows with cells to set and cells to reset count as rows to set only. */
  Q12_MIXED_ROWS,
  /** Geometry of fins, see {@code PublishedTechnology}. */
  Q13_FINS,
  /** Buffer cores of tiles of kernel positions are as many as those of the other tiles. */
  Q14_SHARED_CORE_COUNT,
  /** The leakage of the adder tree of a tile is that of the inputs it summed last. */
  Q14_STALE_LEAKAGE,
  /** Activations move to and from the memory without their channels. */
  Q15_NO_CHANNELS,
  /** An inference fetches its image from the memory once for each layer. */
  Q15_IMAGE_PER_LAYER,
  /** The printed time and energy of the memory count activations six times. */
  Q15_PRINTED_SIX_TIMES,
  /** Weight gradients go to the memory and back for each image. */
  Q15_GRADIENT_PER_IMAGE,
  /** Flash references divide resistance, the first is skipped, the plateau is never reached. */
  Q16_REFERENCES,
  /** The encoder of a flash converter drops half of its delay. */
  Q16_ENCODER,
  /** NORs of a decoder pull up through two transistors; without them its drivers start anew. */
  Q16_DECODER,
  /** Operations count the inputs of a convolution, not its outputs. */
  Q19_INPUT_OPERATIONS,
  /** Images per second are epochs per second. */
  Q19_EPOCHS_PER_SECOND,
  /** Only the tiles leak, and not while gradients are computed and weights written. */
  Q19_LEAKAGE,
  /** The trace reads cells through another access transistor than the one that is drawn. */
  Q21_ACCESS_RESISTANCE,
  /** Writing and reading the weight-gradient unit have the activity of the layer's input. */
  Q21_GRADIENT_ACTIVITY,
  /** Pooling leaks through one inverter of each comparison. */
  Q22_POOLING_LEAKAGE,
  /**
   * The arrays of the weight-gradient unit are charged by the share of their cells that a sample
   * fills, read as many vectors at once as there are arrays, and hand on results without room for the
   * bits of an activation.
   */
  GRADIENT_UNIT,
  /** What a layer stores in the memory is as large as what it fetched. */
  Q15_INPUTS_TWICE,
  /** Sums over tiles take a round for every output, in which all trees add. */
  GLOBAL_ROUNDS,
  /** All registers of an element are clocked for every input and every bit of a result. */
  BANK_CLOCKS,
  /** The bus along the columns of an element carries the bits of a conversion, not of a result. */
  COLUMN_BUS,
  /** A tile takes as many rounds to add up as one array has results of one converter. */
  TILE_ROUNDS,
  /** All adder trees of elements and tiles add in every round, whether they have something to or not. */
  IDLE_TREES,
  /** Results have a bit for every cell of a weight, not for every bit of its cells but the first's. */
  WORD_WIDTH,
  /** Data enters the buffer from the memory no faster than a layer's part of the wires takes it on. */
  MEMORY_LINK,
  /** Every chip pools, with a unit for each column of a tile, one map of a layer only. */
  POOLING_UNITS,
  /** Results of a tile have no room for the sums over its elements. */
  TILE_BITS,
  /** The gradient unit fetches activations and errors as often as arrays are read with them. */
  GRADIENT_OPERANDS,
  /** A tile of kernel positions hands on a share of its results only. */
  KERNEL_RESULTS,
  /** Slices of weights are driven together in a transposed read, although they weigh differently. */
  TRANSPOSED_SLICES,
  /** Data of a transposed read is as much as that of the forward read. */
  FORWARD_DATA,
  /** Changes are one bit per cell, of all cells, and start at the edge of the tile. */
  ONE_BIT_CHANGES,
  /** A column without current costs its converter a microwatt. */
  DARK,
  /** Only the first of successive shift-adds takes time. */
  HIDDEN,
  /** Multiplexers are as high as their select decoders; those of rows are drawn in one row. */
  MULTIPLEXER,
  /** One encoder more is put side by side than fits. */
  PACKING,
  /** The peak energy of an update of kernel positions is that of one copy. */
  PEAK_UPDATE_OF_ONE_COPY,
  /** An update of a tile that holds part of its copies in each element writes one copy. */
  UPDATE_OF_ONE_COPY,
  /** The printed time of sums over copies leaves out the transposed read. */
  PRINTED_SUMS,
  /** The global accumulation of a pipeline is as wide as if all its tiles were summed. */
  PIPELINE_ACCUMULATION,
  /** The printed time and energy of buffers and wires count an update for each image. */
  PRINTED_UPDATES,
  /** A write clocks the registers of a switch matrix as often as the read before it. */
  REGISTERS,
  /** Pooling takes a round too many, and subtracts stages of a comparator of one bit. */
  ROUNDS,
  /** Sensed lines carry no drains. */
  LINE_DRAINS,
  /** A line settles once for all input bits. */
  SETTLING,
  /** Each stage of a word line driver sees the slope of the decoder. */
  SLOPE,
  /** The select decoder of static cells and the write drivers of their transposed read do not leak. */
  STATIC_LEAKAGE
}
