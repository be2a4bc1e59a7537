package org.crosslearn.benchmarks;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.crosslearn.crossbar.kernel.DenseKernels;
import org.crosslearn.crossbar.kernel.PlainKernels;
import org.crosslearn.crossbar.kernel.VectorKernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A batch against a square weight matrix: both providers and OpenBLAS on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DenseKernelBenchmark {

  @Param({"NT", "NN", "TN"})
  public String variant;

  @Param("64")
  public int batch;

  @Param({"256", "512", "1024"})
  public int size;

  private final DenseKernels plain = new PlainKernels();
  private final DenseKernels vector = new VectorKernels();
  private Product product;

  /** Builds the product in the shape that a training step gives to its variant. */
  @Setup
  public void prepare() {
    Product.useOneThread();
    Product.Variant chosen = Product.Variant.valueOf(variant);
    product = chosen == Product.Variant.TN
        ? new Product(chosen, size, size, batch, 1)
        : new Product(chosen, batch, size, size, 1);
    product.requireAgreement(plain);
    product.requireAgreement(vector);
  }

  @Benchmark
  public float[] plain() {
    return product.multiply(plain);
  }

  @Benchmark
  public float[] vector() {
    return product.multiply(vector);
  }

  @Benchmark
  public FloatPointer openBlas() {
    return product.multiplyWithOpenBlas();
  }
}
