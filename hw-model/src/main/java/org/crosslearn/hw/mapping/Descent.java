package org.crosslearn.hw.mapping;

import org.chocosolver.solver.Model;
import org.chocosolver.solver.Solver;
import org.chocosolver.solver.search.SearchState;
import org.chocosolver.solver.search.limits.FailCounter;
import org.chocosolver.solver.variables.IntVar;

/** Branch and bound by the constraint solver, from one solution to the next better one. */
final class Descent {
  private static final long FIRST_FAILURES = 100;
  private static final double GROWTH = 1.2;

  private Descent() {}

  /**
   * Visits ever better solutions until none is left or a limit is met. The caller's decisions are
   * tried again from the root after growing numbers of failures, so that an early mistake costs
   * little.
   *
   * @param onSolution called while the variables hold the values of a solution
   * @return whether the search ended by itself: the last solution is then the best one, and if there
   *     was none the model has none
   */
  static boolean minimise(Model model, IntVar objective, Limits limits, Runnable onSolution) {
    model.setObjective(Model.MINIMIZE, objective);
    return exhaust(model, limits, onSolution);
  }

  /** Like {@link #minimise} without an objective: ends at the first solution. */
  static boolean satisfy(Model model, Limits limits, Runnable onSolution) {
    boolean[] found = {false};
    boolean exhausted = exhaust(model, limits, () -> {
      found[0] = true;
      onSolution.run();
      model.getSolver().limitSolution(1);
    });
    return exhausted || found[0];
  }

  private static boolean exhaust(Model model, Limits limits, Runnable onSolution) {
    Solver solver = model.getSolver();
    solver.limitTime(Math.max(1, Math.round(1e3 * limits.seconds())));
    solver.limitFail(limits.failures());
    solver.setGeometricalRestart(
        FIRST_FAILURES, GROWTH, new FailCounter(model, FIRST_FAILURES), Integer.MAX_VALUE);
    while (solver.solve()) {
      onSolution.run();
    }
    return solver.getSearchState() == SearchState.TERMINATED;
  }
}
