package org.crosslearn.reports.run;

/**
 * Told when a trial begins and how it ends, from the thread that runs it.
 *
 * @param <T> the trial
 * @param <R> its result
 */
interface TrialListener<T, R> {

  void started(T trial);

  void finished(T trial, R result, double seconds);

  void failed(T trial, Throwable failure);
}
