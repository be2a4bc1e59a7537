package org.crosslearn.crossbar.matrix;

import java.util.List;
import org.crosslearn.crossbar.CrossbarSpec;
import org.crosslearn.crossbar.device.DeviceArray;
import org.crosslearn.crossbar.device.DeviceSpec;
import org.crosslearn.crossbar.wire.CellGrid;
import org.crosslearn.hw.workload.HardwareOp.Direction;

/**
 * The states that cells seem to have at the ends of their wires, which take a part of the voltage.
 * Inputs are rows of subarrays, the cells of a weight lie beside each other, in columns or, those of
 * an interleaved pair, in rows; lines without input are held at 0 V, so that this holds for all
 * inputs. A transposed read drives columns where a forward read senses them and senses rows where that
 * drives them: by reciprocity it sees the same.
 */
final class WiredCells {
  private final CrossbarSpec spec;
  private final List<DeviceArray> arrays;
  private final int outputs;
  private final int inputs;
  private final double off;
  private final double maxSiemens;
  private final float[][] states;

  WiredCells(
      CrossbarSpec spec, DeviceSpec device, List<DeviceArray> arrays, int outputs, int inputs) {
    this.spec = spec;
    this.arrays = arrays;
    this.outputs = outputs;
    this.inputs = inputs;
    off = 1 / device.onOffRatio();
    maxSiemens = device.maxConductanceSiemens();
    states = new float[arrays.size()][outputs * inputs];
  }

  /** Of each array, {@code outputs x inputs}. */
  float[][] states() {
    return states;
  }

  /** Works the states out again for cells that have changed. */
  void update() {
    int tileInputs = spec.weightsPerTile(Direction.FORWARD);
    int tileOutputs = spec.weightsPerTile(Direction.TRANSPOSED);
    for (int input = 0; input < inputs; input += tileInputs) {
      for (int output = 0; output < outputs; output += tileOutputs) {
        update(
            input,
            Math.min(tileInputs, inputs - input),
            output,
            Math.min(tileOutputs, outputs - output));
      }
    }
  }

  private void update(int firstInput, int tileInputs, int firstOutput, int tileOutputs) {
    int lines = spec.encoding().linesPerWeight(Direction.FORWARD);
    int perWeight = arrays.size() / lines;
    int rows = tileInputs * lines;
    int columns = tileOutputs * perWeight;
    double[] siemens = new double[rows * columns];
    for (int k = 0; k < arrays.size(); k++) {
      float[] cells = arrays.get(k).visible();
      for (int o = 0; o < tileOutputs; o++) {
        int from = (firstOutput + o) * inputs + firstInput;
        for (int i = 0; i < tileInputs; i++) {
          siemens[(i * lines + k % lines) * columns + o * perWeight + k / lines] =
              maxSiemens * (off + (1 - off) * cells[from + i]);
        }
      }
    }
    CellGrid seen = spec.wires().effective(new CellGrid(rows, columns, siemens));
    for (int k = 0; k < arrays.size(); k++) {
      for (int o = 0; o < tileOutputs; o++) {
        int to = (firstOutput + o) * inputs + firstInput;
        for (int i = 0; i < tileInputs; i++) {
          double conductance =
              seen.at(i * lines + k % lines, o * perWeight + k / lines) / maxSiemens;
          states[k][to + i] = (float) ((conductance - off) / (1 - off));
        }
      }
    }
  }
}
