package org.crosslearn.reports.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.crosslearn.hw.network.LayerActivity;
import org.crosslearn.hw.workload.HardwareOp.Direction;
import org.crosslearn.hw.workload.HardwareOp.GradientAccumulation;
import org.crosslearn.hw.workload.HardwareOp.MatrixRead;
import org.crosslearn.hw.workload.HardwareOp.PulseUpdate;
import org.crosslearn.hw.workload.Matrix;
import org.crosslearn.reports.run.RecordedOperations;

/**
 * Activity that a trial measured, for networks that it did not train: matrices of the same name have
 * what was measured on them, others the mean. Errors through a matrix that the trial never read
 * transposed are those of its gradients; what a trial did not do at all is assumed.
 */
final class MeasuredActivity implements Function<Matrix, LayerActivity> {
  private final Map<String, LayerActivity> measured = new LinkedHashMap<>();
  private final LayerActivity mean;

  MeasuredActivity(RecordedOperations recorded) {
    LayerActivity assumed = LayerActivity.DEFAULT;
    List<MatrixRead> reads = recorded
        .training()
        .ops(MatrixRead.class)
        .filter(read -> read.meanConductanceSiemens() > 0)
        .toList();
    double least = recorded.leastSiemens();
    double span = recorded.mostSiemens() - least;
    for (PulseUpdate update : recorded.training().ops(PulseUpdate.class).toList()) {
      Matrix matrix = update.matrix();
      List<MatrixRead> forward = new ArrayList<>();
      List<MatrixRead> back = new ArrayList<>();
      for (MatrixRead read : reads) {
        if (read.matrix().equals(matrix)) {
          (isOfInputs(read) ? forward : back).add(read);
        }
      }
      double place = mean(
          forward, read -> (read.meanConductanceSiemens() - least) / span, assumed.conductance());
      double cells = (double) matrix.weights() * recorded.cellsPerWeight();
      measured.put(
          matrix.name(),
          new LayerActivity(
              mean(forward, MatrixRead::lineActivity, assumed.inputs()),
              mean(back, MatrixRead::lineActivity, errors(recorded, matrix, assumed.errors())),
              Math.min(1, Math.max(0, place)),
              Math.min(1, update.cells() / cells),
              update.cells() == 0 ? 0 : update.pulses() / update.cells()));
    }
    List<LayerActivity> all = List.copyOf(measured.values());
    mean = new LayerActivity(
        mean(all, LayerActivity::inputs, assumed.inputs()),
        mean(all, LayerActivity::errors, assumed.errors()),
        mean(all, LayerActivity::conductance, assumed.conductance()),
        mean(all, LayerActivity::changed, assumed.changed()),
        mean(all, LayerActivity::pulses, assumed.pulses()));
  }

  /** Errors that go into the gradient of a matrix, be it read transposed or not. */
  private static double errors(RecordedOperations recorded, Matrix matrix, double otherwise) {
    List<GradientAccumulation> gradients = recorded
        .training()
        .ops(GradientAccumulation.class)
        .filter(gradient -> gradient.matrix().equals(matrix))
        .toList();
    return mean(gradients, GradientAccumulation::errorActivity, otherwise);
  }

  private static boolean isOfInputs(MatrixRead read) {
    return read.direction() == Direction.FORWARD && !read.matrix().fixed();
  }

  private static <T> double mean(List<T> items, ToDoubleFunction<T> figure, double otherwise) {
    return items.stream().mapToDouble(figure).average().orElse(otherwise);
  }

  @Override
  public LayerActivity apply(Matrix matrix) {
    return measured.getOrDefault(matrix.name(), mean);
  }
}
