package org.crosslearn.crossbar.kernel;

/** Which provider of {@link DenseKernels} a process uses, and the reason to show to its user. */
record KernelChoice(Provider provider, String reason) {

  static final String VECTOR_MODULE = "jdk.incubator.vector";

  enum Provider {
    PLAIN,
    VECTOR
  }

  static KernelChoice ofThisProcess() {
    String forced = System.getProperty(DenseKernels.PROVIDER_PROPERTY);
    boolean modulePresent = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    // The registers are asked for only with the module present: the question loads its classes.
    return of(forced, modulePresent, modulePresent && VectorKernels.hasFusedMultiplyAdd());
  }

  /**
   * @param forced the value of {@link DenseKernels#PROVIDER_PROPERTY}, or null
   * @param modulePresent whether the Vector API is among the modules of this process
   * @param fastVectors whether the processor has vector registers with fused multiply-add
   */
  static KernelChoice of(String forced, boolean modulePresent, boolean fastVectors) {
    if (forced == null) {
      if (!modulePresent) {
        return new KernelChoice(
            Provider.PLAIN,
            "module "
                + VECTOR_MODULE
                + " is absent; start Java with --add-modules "
                + VECTOR_MODULE
                + " for much faster products");
      }
      if (!fastVectors) {
        return new KernelChoice(
            Provider.PLAIN, "this processor has no vector registers with fused multiply-add");
      }
      return new KernelChoice(Provider.VECTOR, "module " + VECTOR_MODULE + " is present");
    }
    String forcedBy = "forced by -D" + DenseKernels.PROVIDER_PROPERTY + "=" + forced;
    switch (forced) {
      case "plain":
        return new KernelChoice(Provider.PLAIN, forcedBy);
      case "vector":
        if (!modulePresent) {
          throw new IllegalStateException("Vector kernels are "
              + forcedBy
              + ", but module "
              + VECTOR_MODULE
              + " is absent. Maybe start Java with --add-modules "
              + VECTOR_MODULE
              + ", or drop the property.");
        }
        return new KernelChoice(Provider.VECTOR, forcedBy);
      default:
        throw new IllegalArgumentException("System property "
            + DenseKernels.PROVIDER_PROPERTY
            + ": got \""
            + forced
            + "\", allowed are \"plain\" and \"vector\". Maybe drop it: the faster one is"
            + " taken by itself.");
    }
  }

  DenseKernels create() {
    return provider == Provider.VECTOR ? new VectorKernels() : new PlainKernels();
  }

  String description() {
    return provider == Provider.VECTOR
        ? "vector kernels, " + VectorKernels.lanes() + " floats per register (" + reason + ")"
        : "plain kernels (" + reason + ")";
  }
}
